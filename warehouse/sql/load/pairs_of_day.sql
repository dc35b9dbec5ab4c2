-- Grain: one row per model and provider of the staged day that has no price yet, for load/dim_price.
create or replace temp table pair_to_price as
select distinct model_name, provider_id
from usage_of_day
anti join star.dim_price using (model_name, provider_id);

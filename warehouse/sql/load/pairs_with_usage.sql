-- Grain: one row per model and provider with usage, for load/dim_price.
create or replace temp table pair_to_price as
select dim_model.model_name, dim_provider.provider_id
from (select distinct model_key, provider_key from star.fact_usage_daily) as used
join star.dim_model on dim_model.model_key = used.model_key
join star.dim_provider on dim_provider.provider_key = used.provider_key;

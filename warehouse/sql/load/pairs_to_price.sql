-- Grain: one row per model and provider with usage, per model that LiteLLM lists and nobody used yet, and per allowed model, for
-- load/dim_price. The provider of a listed model that nobody used is what its name begins with.
create or replace temp table pair_to_price as
with used as (
    select dim_model.model_name, dim_provider.provider_id
    from (select distinct model_key, provider_key from star.fact_usage_daily) as used
    join star.dim_model on dim_model.model_key = used.model_key
    join star.dim_provider on dim_provider.provider_key = used.provider_key
),
listed as (
    select distinct member_name(newest ->> '$.model') as model_name
    from (
        select arg_max_null(attributes, observed_at) as newest
        from ops.directory_observation
        where source = 'litellm' and entity_kind = 'model'
        group by entity_id
    )
    where newest is not null
)
select model_name, provider_id from used
union
select model_name, split_part(model_name, '/', 1)
from listed
where contains(model_name, '/') and model_name not in (select model_name from used)
union
select model_name, provider_id from ops.allowed_model;

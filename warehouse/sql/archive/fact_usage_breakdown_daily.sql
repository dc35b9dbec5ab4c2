-- Grain: one row per UTC day, API key, kind and value before the days that are kept, with the names that its keys stand for.
select
    fact.usage_date as archived_date,
    fact.*,
    dim_api_key.api_key_hash,
    dim_api_key.key_alias
from star.fact_usage_breakdown_daily as fact
left join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
where fact.usage_date < getvariable('kept_from')::date

-- Grain: one row per feed, UTC day, API key, model, provider and user before the days that are kept, with the names that its keys stand for.
select
    fact.usage_date as archived_date,
    fact.*,
    dim_user.user_id,
    dim_api_key.api_key_hash,
    dim_api_key.key_alias,
    dim_model.model_name,
    dim_provider.provider_id
from star.fact_usage_feed_daily as fact
left join star.dim_user on dim_user.user_key = fact.user_key
left join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
left join star.dim_model on dim_model.model_key = fact.model_key
left join star.dim_provider on dim_provider.provider_key = fact.provider_key
where fact.usage_date < getvariable('kept_from')::date

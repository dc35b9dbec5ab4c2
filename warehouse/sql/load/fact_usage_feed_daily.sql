-- Grain: one row per feed, UTC day, API key, model, provider and user. Replaces one day.
delete from star.fact_usage_feed_daily
where feed_name = getvariable('feed_name') and usage_date = getvariable('usage_date')::date;

insert into star.fact_usage_feed_daily
select
    getvariable('feed_name'),
    getvariable('usage_date')::date,
    dim_user.user_key,
    dim_api_key.api_key_key,
    dim_model.model_key,
    dim_provider.provider_key,
    usage_of_day.request_count,
    usage_of_day.prompt_tokens,
    usage_of_day.completion_tokens,
    usage_of_day.total_tokens,
    usage_of_day.cost_usd,
    getvariable('landing_fetch_id')
from usage_of_day
join star.dim_user
    on dim_user.user_id = usage_of_day.user_id
    and dim_user.valid_from <= getvariable('usage_date')::date
    and dim_user.valid_to > getvariable('usage_date')::date
join star.dim_api_key
    on dim_api_key.api_key_hash = usage_of_day.api_key_hash
    and dim_api_key.valid_from <= getvariable('usage_date')::date
    and dim_api_key.valid_to > getvariable('usage_date')::date
join star.dim_model on dim_model.model_name = usage_of_day.model_name
join star.dim_provider on dim_provider.provider_id = usage_of_day.provider_id
order by dim_api_key.api_key_key, dim_model.model_key, dim_provider.provider_key, dim_user.user_key;

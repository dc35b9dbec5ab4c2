-- Grain: one row per UTC day, feed, key, model and provider with usage of the person beside LiteLLM.
select
    usage_date, feed_name, user_id, api_key_hash, model_name, provider_id, request_count, prompt_tokens, completion_tokens, total_tokens,
    cost_usd
from star.fact_usage_feed_daily
join star.dim_user using (user_key)
join (select api_key_key, api_key_hash from star.dim_api_key) using (api_key_key)
join star.dim_model using (model_key)
join star.dim_provider using (provider_key)
where user_id in (select user_id from asked_user)
order by all

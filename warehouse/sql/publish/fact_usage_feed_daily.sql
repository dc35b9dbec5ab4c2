-- Grain: one row per feed, UTC day, API key, model, provider and shown user.
insert into star.fact_usage_feed_daily
select
    feed_name,
    usage_date,
    shown_user_key,
    api_key_key,
    model_key,
    provider_key,
    sum(request_count)::bigint,
    sum(prompt_tokens)::bigint,
    sum(completion_tokens)::bigint,
    sum(total_tokens)::bigint,
    sum(cost_usd),
    landing_fetch_id
from whole.star.fact_usage_feed_daily
join shown_user using (user_key)
group by feed_name, usage_date, shown_user_key, api_key_key, model_key, provider_key, landing_fetch_id
order by usage_date, api_key_key, model_key, provider_key, shown_user_key;

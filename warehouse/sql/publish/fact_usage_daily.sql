-- Grain: one row per UTC day, API key, model, provider, shown user and allocation.
insert into star.fact_usage_daily
select
    gateway,
    usage_date,
    shown_user_key,
    api_key_key,
    team_key,
    model_key,
    provider_key,
    sum(request_count)::bigint,
    sum(successful_request_count)::bigint,
    sum(failed_request_count)::bigint,
    sum(prompt_tokens)::bigint,
    sum(completion_tokens)::bigint,
    sum(total_tokens)::bigint,
    sum(cache_read_tokens)::bigint,
    sum(cache_write_tokens)::bigint,
    sum(spend_usd),
    sum(list_cost_usd),
    sum(response_time_ms_sum)::bigint,
    sum(timed_request_count)::bigint,
    allocation_key
from whole.star.fact_usage_daily
join shown_user using (user_key)
group by gateway, usage_date, shown_user_key, api_key_key, team_key, model_key, provider_key, allocation_key
order by usage_date, api_key_key, model_key, provider_key, shown_user_key;

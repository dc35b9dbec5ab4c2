-- Blocks. Guards every sum: nothing that is counted is below 0, but for noise in the last digits of what was spent.
select 'fact_usage_daily' as fact, usage_date, api_key_key, request_count, total_tokens, spend_usd
from star.fact_usage_daily
where least(
        request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens,
        cache_read_tokens, cache_write_tokens, coalesce(response_time_ms_sum, 0), coalesce(timed_request_count, 0)
    ) < 0
    or (spend_usd < 0 and not is_same_spend(0, spend_usd))
    or list_cost_usd < 0
union all
select 'fact_usage_breakdown_daily', usage_date, api_key_key, request_count, total_tokens, spend_usd
from star.fact_usage_breakdown_daily
where least(
        request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens,
        cache_read_tokens, cache_write_tokens
    ) < 0
    or (spend_usd < 0 and not is_same_spend(0, spend_usd))

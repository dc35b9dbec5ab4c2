-- Blocks. Guards the parts of the tokens: the loader adds them up, so another total is no answer of the source.
select 'fact_usage_daily' as fact, usage_date, api_key_key, prompt_tokens, completion_tokens, total_tokens
from star.fact_usage_daily
where total_tokens <> prompt_tokens + completion_tokens
union all
select 'fact_usage_breakdown_daily', usage_date, api_key_key, prompt_tokens, completion_tokens, total_tokens
from star.fact_usage_breakdown_daily
where total_tokens <> prompt_tokens + completion_tokens

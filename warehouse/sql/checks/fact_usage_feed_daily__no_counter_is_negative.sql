-- Blocks. Guards every sum: nothing that a usage feed counts is below 0.
select feed_name, usage_date, api_key_key, request_count, prompt_tokens, completion_tokens, total_tokens, cost_usd
from star.fact_usage_feed_daily
where request_count < 0 or prompt_tokens < 0 or completion_tokens < 0 or total_tokens < 0 or cost_usd < 0

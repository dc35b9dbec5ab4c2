-- Grain: none; the one place that says what tokens cost at list prices. Cached prompt tokens are a part of the prompt tokens, and cost
-- what the others do where they have no price of their own. NULL without a price.
create or replace temp macro list_cost(
    prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, input_usd, output_usd, cache_read_usd, cache_write_usd
) as (
    greatest(prompt_tokens - cache_read_tokens - cache_write_tokens, 0) * input_usd
    + cache_read_tokens * coalesce(cache_read_usd, input_usd)
    + cache_write_tokens * coalesce(cache_write_usd, input_usd)
    + completion_tokens * output_usd
)::decimal(38, 12);

-- Grain: one row per API key, model and provider that reads less of its prompts from the provider's cache than all keys of the model together.
-- Counted are days on which the model has a price for what is read from the cache, below that of what is not.
create or replace macro marts.caching_candidates(from_date, to_date) as table
with used as materialized (
    select
        usage.api_key_hash,
        usage.model_name,
        usage.provider_id,
        price.input_usd,
        price.cache_read_usd,
        sum(usage.request_count)::bigint as request_count,
        sum(usage.prompt_tokens)::bigint as prompt_tokens,
        sum(usage.fresh_tokens)::bigint as fresh_tokens,
        sum(usage.cache_read_tokens)::bigint as cache_read_tokens,
        sum(usage.spend_usd) as spend_usd
    from marts.usage_by_price_period(from_date, to_date) as usage
    join star.dim_price as price
        on price.price_kind = 'model'
        and price.model_name = usage.model_name
        and price.provider_id = usage.provider_id
        and price.valid_from <= usage.starts_on
        and price.valid_to > usage.starts_on
    where price.cache_read_usd < price.input_usd
    group by usage.api_key_hash, usage.model_name, usage.provider_id, price.input_usd, price.cache_read_usd
),
of_model as (
    select model_name, provider_id, sum(prompt_tokens) as prompt_tokens, sum(cache_read_tokens) as cache_read_tokens
    from used
    group by model_name, provider_id
    having sum(prompt_tokens) > 0 and sum(cache_read_tokens) > 0
),
missed as (
    select
        used.*,
        of_model.prompt_tokens as model_prompt_tokens,
        of_model.cache_read_tokens as model_cache_read_tokens,
        least(
            used.fresh_tokens,
            greatest(of_model.cache_read_tokens * used.prompt_tokens // of_model.prompt_tokens - used.cache_read_tokens, 0)
        )::bigint as missed_tokens
    from used
    join of_model on of_model.model_name = used.model_name and of_model.provider_id = used.provider_id
)
select
    api_key_hash,
    model_name,
    provider_id,
    sum(request_count)::bigint as request_count,
    sum(prompt_tokens)::bigint as prompt_tokens,
    sum(cache_read_tokens)::bigint as cache_read_tokens,
    any_value(model_prompt_tokens)::bigint as model_prompt_tokens,
    any_value(model_cache_read_tokens)::bigint as model_cache_read_tokens,
    sum(missed_tokens)::bigint as missed_tokens,
    sum(spend_usd)::decimal(38, 12) as spend_usd,
    least(sum(spend_usd), sum(missed_tokens * (input_usd - cache_read_usd)))::decimal(38, 12) as saving_usd
from missed
group by api_key_hash, model_name, provider_id
having sum(missed_tokens) > 0
order by saving_usd desc, api_key_hash, model_name, provider_id;
comment on macro table marts.caching_candidates is 'What API keys would save if they read as much of their prompts from the provider''s cache as all keys of the model do together. Columns: api_key_hash, model_name, provider_id; request_count (requests), prompt_tokens, cache_read_tokens (tokens of the key, of days on which the model has a price for what is read from the cache); model_prompt_tokens, model_cache_read_tokens (the same of all keys); missed_tokens (tokens that the key would have read from the cache besides, of those it paid in full); spend_usd (US dollars, LiteLLM''s own); saving_usd (missed_tokens at the price of the prompt less that of the cache, at most spend_usd; US dollars of the range)';

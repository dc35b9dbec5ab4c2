-- Grain: one row per API key, model, provider and period of days on which no model's price changes.
-- Facts are summed before they get names: the keys of a year are few, its rows are not.
create or replace macro marts.usage_by_price_period(from_date, to_date) as table
with starting as (
    select from_date::date as starts_on
    union
    select valid_from
    from star.dim_price
    where price_kind = 'model' and valid_from > from_date and valid_from <= to_date
    union
    select valid_to
    from star.dim_price
    where price_kind = 'model' and valid_to > from_date and valid_to <= to_date
),
day_of_period as materialized (
    select day_status.usage_date, max(starting.starts_on) as starts_on
    from ops.day_status
    join starting on starting.starts_on <= day_status.usage_date
    where day_status.source = 'litellm'
        and day_status.state = 'loaded'
        and day_status.usage_date >= from_date
        and day_status.usage_date <= to_date
    group by day_status.usage_date
),
summed as (
    select
        day_of_period.starts_on,
        fact.api_key_key,
        fact.model_key,
        fact.provider_key,
        sum(fact.request_count) as request_count,
        sum(fact.total_tokens) as total_tokens,
        sum(fact.prompt_tokens) as prompt_tokens,
        sum(greatest(fact.prompt_tokens - fact.cache_read_tokens - fact.cache_write_tokens, 0)) as fresh_tokens,
        sum(fact.cache_read_tokens) as cache_read_tokens,
        sum(fact.cache_write_tokens) as cache_write_tokens,
        sum(fact.completion_tokens) as completion_tokens,
        sum(fact.spend_usd) as spend_usd
    from star.fact_usage_daily as fact
    join day_of_period on day_of_period.usage_date = fact.usage_date
    group by day_of_period.starts_on, fact.api_key_key, fact.model_key, fact.provider_key
)
select
    summed.starts_on,
    dim_api_key.api_key_hash,
    dim_model.model_name,
    dim_provider.provider_id,
    sum(summed.request_count)::bigint as request_count,
    sum(summed.total_tokens)::bigint as total_tokens,
    sum(summed.prompt_tokens)::bigint as prompt_tokens,
    sum(summed.fresh_tokens)::bigint as fresh_tokens,
    sum(summed.cache_read_tokens)::bigint as cache_read_tokens,
    sum(summed.cache_write_tokens)::bigint as cache_write_tokens,
    sum(summed.completion_tokens)::bigint as completion_tokens,
    sum(summed.spend_usd)::decimal(38, 12) as spend_usd
from summed
join star.dim_api_key on dim_api_key.api_key_key = summed.api_key_key
join star.dim_model on dim_model.model_key = summed.model_key
join star.dim_provider on dim_provider.provider_key = summed.provider_key
group by summed.starts_on, dim_api_key.api_key_hash, dim_model.model_name, dim_provider.provider_id;
comment on macro table marts.usage_by_price_period is 'Usage of loaded days by API key, model and provider, in periods within which no model''s price changes, so that the days of each can be priced together. Columns: starts_on (first UTC day of the period in the range); api_key_hash, model_name, provider_id; request_count (requests); total_tokens, prompt_tokens, fresh_tokens (of the prompt, neither read from nor written to the provider''s cache), cache_read_tokens, cache_write_tokens, completion_tokens (tokens); spend_usd (US dollars, LiteLLM''s own)';

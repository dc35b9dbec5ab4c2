-- Grain: one row per model and provider of which usage nobody waits for has a price for batches.
-- Nobody waits for embeddings, nor for what the given keys ask. Days without a price for batches are left out of tokens and amounts.
create or replace macro marts.batch_processing_candidates(from_date, to_date, background_keys := []::varchar[]) as table
with used as (
    select
        usage.*,
        model_name in (select model_name from marts.eligible_models where model_mode = 'embedding')
            or list_contains(background_keys, api_key_hash) as is_eligible
    from marts.usage_by_price_period(from_date, to_date) as usage
),
range_total as (
    select
        coalesce(sum(request_count), 0)::bigint as request_count,
        coalesce(sum(request_count) filter (where is_eligible), 0)::bigint as eligible_request_count
    from used
),
priced as (
    select
        used.*,
        price.batch_discount_percent,
        (
            used.fresh_tokens * price.input_usd
            + used.cache_read_tokens * coalesce(price.cache_read_usd, price.input_usd)
            + used.cache_write_tokens * coalesce(price.cache_write_usd, price.input_usd)
            + used.completion_tokens * coalesce(price.output_usd, 0)
        )::decimal(38, 12) as cost_usd
    from used
    join star.dim_price as price
        on price.price_kind = 'model'
        and price.model_name = used.model_name
        and price.provider_id = used.provider_id
        and price.valid_from <= used.starts_on
        and price.valid_to > used.starts_on
    where used.is_eligible
        and price.batch_discount_percent > 0
        and price.input_usd is not null
        and (price.output_usd is not null or used.completion_tokens = 0)
)
select
    priced.model_name,
    priced.provider_id,
    string_agg(distinct priced.api_key_hash, chr(10) order by priced.api_key_hash) as api_key_hashes,
    sum(priced.request_count)::bigint as request_count,
    any_value(range_total.eligible_request_count) as eligible_request_count,
    any_value(range_total.request_count) as range_request_count,
    sum(priced.total_tokens)::bigint as total_tokens,
    sum(priced.spend_usd)::decimal(38, 12) as spend_usd,
    sum(priced.cost_usd)::decimal(38, 12) as cost_usd,
    least(
        sum(priced.spend_usd)::decimal(38, 12),
        sum((priced.cost_usd::decimal(30, 12) * (priced.batch_discount_percent * 0.01))::decimal(38, 12))::decimal(38, 12)
    ) as saving_usd
from priced
cross join range_total
group by priced.model_name, priced.provider_id
having saving_usd > 0
order by saving_usd desc, priced.model_name, priced.provider_id;
comment on macro table marts.batch_processing_candidates is 'What usage that nobody waits for would cost less as batches: of models of mode embedding, and of the keys background_keys (hashes), of models whose price the book states for batches (batch_discount_percent). Columns: model_name, provider_id; api_key_hashes (of the keys with such usage, a line each); request_count (such requests of the model), eligible_request_count (of all models, with and without a price for batches), range_request_count (all requests of the range) (requests); total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own), cost_usd (the tokens at list prices), saving_usd (that less the price of batches, at most spend_usd) (US dollars of the range)';

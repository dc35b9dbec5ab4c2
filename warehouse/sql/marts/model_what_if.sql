-- Grain: one row per model and provider with a price on the last day of the range: what the usage would have cost there. Tokens cost here
-- what load/list_cost says, all of them at the prices of that day.
create or replace macro marts.model_what_if(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with used as materialized (
    select
        sum(request_count)::bigint as request_count,
        sum(greatest(prompt_tokens - cache_read_tokens - cache_write_tokens, 0))::bigint as fresh_tokens,
        sum(cache_read_tokens)::bigint as cache_read_tokens,
        sum(cache_write_tokens)::bigint as cache_write_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(total_tokens)::bigint as total_tokens,
        sum(spend_usd) as spend_usd
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
),
asked as (
    select
        price.model_name,
        price.provider_id,
        price.quality_score,
        used.request_count,
        used.total_tokens,
        used.spend_usd,
        (
            used.fresh_tokens * price.input_usd
            + used.cache_read_tokens * coalesce(price.cache_read_usd, price.input_usd)
            + used.cache_write_tokens * coalesce(price.cache_write_usd, price.input_usd)
            + used.completion_tokens * price.output_usd
        )::decimal(38, 12) as cost_usd
    from star.dim_price as price
    cross join used
    where price.price_kind = 'model'
        and price.valid_from <= to_date
        and price.valid_to > to_date
        and price.input_usd is not null
        and price.output_usd is not null
        and used.total_tokens > 0
)
select
    model_name,
    provider_id,
    request_count,
    total_tokens,
    spend_usd,
    cost_usd,
    cost_usd / nullif(spend_usd, 0) as cost_share,
    quality_score,
    cost_usd / nullif(quality_score, 0) as cost_per_quality_point_usd
from asked
order by cost_usd, quality_score desc nulls last, model_name, provider_id;
comment on macro table marts.model_what_if is 'What the tokens of a range would have cost on each model with a price on its last day, the cheapest first: a comparison of prices, whatever a model can do and whether LiteLLM serves it. Columns: model_name, provider_id; request_count (requests), total_tokens (tokens), spend_usd (US dollars, LiteLLM''s own): of the usage that is asked about, the same in every row; cost_usd (what the tokens would have cost, US dollars); cost_share (cost_usd, part of spend_usd; NULL when nothing was spent); quality_score (0 to 100, as the price book states it; NULL when it does not); cost_per_quality_point_usd (US dollars of cost_usd per point of quality_score; NULL without one)';

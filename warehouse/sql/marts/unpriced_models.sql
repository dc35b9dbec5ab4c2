-- Grain: one row per model and provider with tokens or spend in the range that have no list price.
create or replace macro marts.unpriced_models(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with used as (
    select *
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
)
select
    unpriced.model_name,
    unpriced.provider_id,
    min(unpriced.usage_date) as first_usage_date,
    max(unpriced.usage_date) as last_usage_date,
    sum(unpriced.request_count)::bigint as request_count,
    sum(unpriced.total_tokens)::bigint as total_tokens,
    sum(unpriced.spend_usd) as spend_usd,
    sum(unpriced.spend_usd) / nullif((select sum(spend_usd) from used), 0) as spend_share,
    count(dim_price.model_name) > 0 as has_price_now
from used as unpriced
left join star.dim_price
    on dim_price.price_kind = 'model'
    and dim_price.model_name = unpriced.model_name
    and dim_price.provider_id = unpriced.provider_id
    and dim_price.valid_from <= unpriced.usage_date
    and dim_price.valid_to > unpriced.usage_date
where unpriced.list_cost_usd is null and (unpriced.total_tokens > 0 or unpriced.spend_usd > 0)
group by unpriced.model_name, unpriced.provider_id
order by spend_usd desc, total_tokens desc, unpriced.model_name, unpriced.provider_id;
comment on macro table marts.unpriced_models is 'Models whose usage has no list price. Columns: model_name, provider_id; first_usage_date, last_usage_date (UTC days without a price); request_count (requests), total_tokens (tokens) and spend_usd (US dollars, LiteLLM''s own) without a price; spend_share (part of all spend of the range, 0 to 1; NULL when nothing was spent); has_price_now (a price is known by now for some of these days, which reprice would write)';

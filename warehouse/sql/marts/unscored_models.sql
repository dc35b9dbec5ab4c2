-- Grain: one row per model and provider with tokens or spend in the range of which the book states no quality score on its last day of usage.
create or replace macro marts.unscored_models(from_date, to_date) as table
with used as (
    select
        model_name,
        provider_id,
        max(usage_date) as last_usage_date,
        sum(request_count)::bigint as request_count,
        sum(total_tokens)::bigint as total_tokens,
        sum(spend_usd) as spend_usd
    from marts.filtered_usage(from_date, to_date)
    group by model_name, provider_id
)
select
    used.model_name,
    used.provider_id,
    used.request_count,
    used.total_tokens,
    used.spend_usd,
    used.spend_usd / nullif((select sum(spend_usd) from used), 0) as spend_share
from used
left join star.dim_price as price
    on price.price_kind = 'model'
    and price.model_name = used.model_name
    and price.provider_id = used.provider_id
    and price.valid_from <= used.last_usage_date
    and price.valid_to > used.last_usage_date
where price.quality_score is null and (used.total_tokens > 0 or used.spend_usd > 0)
order by used.spend_usd desc, used.total_tokens desc, used.model_name, used.provider_id;
comment on macro table marts.unscored_models is 'Models with tokens or spend whose quality nobody states in config/price_book.csv: no finding compares them with others. Columns: model_name, provider_id; request_count (requests), total_tokens (tokens), spend_usd (US dollars, LiteLLM''s own); spend_share (part of all spend of the range, 0 to 1; NULL when nothing was spent)';

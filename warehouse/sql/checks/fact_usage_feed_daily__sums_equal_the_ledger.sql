-- Blocks. Guards what the feed said of each day: the facts as they stand now add up to what was read.
with stands as (
    select
        usage_date,
        sum(request_count)::bigint as request_count,
        sum(total_tokens)::bigint as total_tokens,
        sum(cost_usd) as spend_usd
    from star.fact_usage_feed_daily
    group by usage_date
),
stated as (
    select usage_date, request_count, total_tokens, spend_usd
    from ops.day_status
    where source = 'usage-feed' and state not in ('failed', 'expired')
)
select
    usage_date,
    stated.request_count as read_request_count, stands.request_count,
    stated.total_tokens as read_total_tokens, stands.total_tokens,
    stated.spend_usd as read_cost_usd, stands.spend_usd as cost_usd
from stated
full join stands using (usage_date)
where coalesce(stated.request_count, 0) <> coalesce(stands.request_count, 0)
    or coalesce(stated.total_tokens, 0) <> coalesce(stands.total_tokens, 0)
    or coalesce(stated.spend_usd, 0) <> coalesce(stands.spend_usd, 0)

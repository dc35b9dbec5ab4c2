-- Grain: one row per provider with usage, the dearest first; above 95 % of success is ✓, from 90 % on ⚠, below ✗. Of parts of requests
-- and tokens each row takes what makes the sum so far whole.
select
    provider_id as member_name,
    active_day_count,
    (round(sum(used.request_count) over so_far) - coalesce(round(sum(used.request_count) over before), 0))::bigint as request_count,
    (round(sum(used.total_tokens) over so_far) - coalesce(round(sum(used.total_tokens) over before), 0))::bigint as total_tokens,
    success_rate,
    case
        when success_rate > 0.95 then '✓'
        when success_rate >= 0.90 then '⚠'
        when success_rate is not null then '✗'
    end as success_sign,
    spend_usd,
    spend_share
from marts.party_figures($1, $2, for_kind := $3, for_id := $4, grain := ['provider']) as used
window
    so_far as (order by spend_usd desc, used.total_tokens desc, provider_id),
    before as (order by spend_usd desc, used.total_tokens desc, provider_id rows between unbounded preceding and 1 preceding)
order by spend_usd desc, used.total_tokens desc, provider_id;

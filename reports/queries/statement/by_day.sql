-- Grain: one row per UTC day of the range, loaded or not. Of parts of requests and tokens each day takes what makes the sum so far whole.
select
    usage_date,
    day_state,
    is_final,
    case when request_count is not null then
        (round(sum(request_count) over so_far) - coalesce(round(sum(request_count) over before), 0))::bigint
    end as request_count,
    case when total_tokens is not null then
        (round(sum(total_tokens) over so_far) - coalesce(round(sum(total_tokens) over before), 0))::bigint
    end as total_tokens,
    spend_usd
from marts.party_by_day($1, $2, for_kind := $3, for_id := $4)
window
    so_far as (order by usage_date),
    before as (order by usage_date rows between unbounded preceding and 1 preceding)
order by usage_date;

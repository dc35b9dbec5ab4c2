-- Grain: one row per cost centre among the $8 that cost most (position counts from 1), then one without a position for usage that nobody pays
-- for, and one without a name for all others; no row where there are no cost centres. Of parts of requests and tokens each row takes what
-- makes the sum so far whole, so that the printed ones add up.
with used as (
    select
        *,
        row_number() over (
            partition by cost_centre_code = '(unassigned)'
            order by spend_usd desc, total_tokens desc, cost_centre_code
        ) as rank
    from marts.usage_by_cost_centre(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    where exists (from star.dim_cost_centre where cost_centre_code <> '(unassigned)')
),
ranked as (
    select
        *,
        case
            when cost_centre_code = '(unassigned)' then 'unassigned'
            when rank <= $8::bigint then 'named'
            else 'others'
        end as kind
    from used
),
grouped as (
    select
        kind,
        case when kind = 'named' then rank end as position,
        count(*) as member_count,
        case kind
            when 'named' then any_value(concat_ws(' ', cost_centre_code, cost_centre_name))
            when 'unassigned' then '(unassigned)'
        end as member_name,
        case when kind = 'named' then any_value(ledger_account) end as member_detail,
        sum(request_count) as request_count,
        sum(total_tokens) as total_tokens,
        sum(spend_usd) as spend_usd,
        sum(spend_share) as spend_share
    from ranked
    group by kind, position
),
so_far as (
    select
        *,
        round(sum(request_count) over in_order) as requests_so_far,
        round(sum(total_tokens) over in_order) as tokens_so_far
    from grouped
    window in_order as (order by kind = 'others', position nulls last)
)
select
    position,
    member_count,
    member_name,
    member_detail,
    (requests_so_far - lag(requests_so_far, 1, 0) over in_order)::bigint as request_count,
    (tokens_so_far - lag(tokens_so_far, 1, 0) over in_order)::bigint as total_tokens,
    spend_usd,
    spend_share
from so_far
window in_order as (order by kind = 'others', position nulls last)
order by kind = 'others', position nulls last;

-- Grain: one row per limit of calls or tokens that the user has in the period of the last loaded day. Green is ✓, yellow ⚠, red ✗.
with quota as (
    from marts.quota_by_user where $3 = 'user' and user_id = $4 and data_through between $1::date and $2::date
)
select
    'requests' as quota_kind, tier_name, period_from, period_to, data_through,
    call_limit::bigint as quota_limit, call_count::bigint as used_count, call_share as used_share,
    case call_band when 'green' then '✓' when 'yellow' then '⚠' when 'red' then '✗' end as band_sign,
    calls_exhausted_on as exhausted_on
from quota
where call_limit is not null
union all
select
    'tokens', tier_name, period_from, period_to, data_through,
    token_limit::bigint, total_tokens::bigint, token_share,
    case token_band when 'green' then '✓' when 'yellow' then '⚠' when 'red' then '✗' end,
    tokens_exhausted_on
from quota
where token_limit is not null
order by quota_kind;

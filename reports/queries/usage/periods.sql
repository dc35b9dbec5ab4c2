-- Grain: one row for the range, with its changes, and one for the period before it.
with compared as (
    from marts.period_comparison(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
)
select
    from_date, to_date,
    spend_usd, spend_change,
    request_count, request_count_change,
    total_tokens, total_tokens_change,
    user_count, user_count_change,
    spend_per_request_usd, spend_per_request_change
from compared
union all
select
    previous_from_date, previous_to_date,
    previous_spend_usd, null,
    previous_request_count, null,
    previous_total_tokens, null,
    previous_user_count, null,
    previous_spend_per_request_usd, null
from compared
order by from_date desc;

-- Grain: one row: the range beside the period before it.
select
    previous_from_date,
    previous_to_date,
    is_previous_covered,
    is_covered,
    spend_change,
    user_count_change,
    spend_per_request_change,
    request_count_change
from marts.period_comparison(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);

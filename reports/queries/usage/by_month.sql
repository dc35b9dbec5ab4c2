-- Grain: one row per month of the range with usage; the first and the last may be parts of a month.
from marts.usage_by_month(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by month_start_date;

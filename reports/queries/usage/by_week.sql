-- Grain: one row per ISO week of the range with usage; the first and the last may be parts of a week.
from marts.usage_by_week(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by week_start_date;

-- Grain: one row per UTC day of the range, loaded or not.
from marts.usage_by_day(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by usage_date;

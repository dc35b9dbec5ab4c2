-- Grain: one row per UTC day of the range, loaded or not, with its place in a calendar of weeks.
select
    usage_date,
    date_trunc('week', usage_date)::date as week_start_date,
    isodow(usage_date) as iso_weekday,
    spend_usd
from marts.usage_by_day(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by usage_date;

-- Grain: one row per day of the week and hour of the day, in UTC.
from marts.usage_heatmap($1, $2)
order by iso_weekday nulls last, local_hour;

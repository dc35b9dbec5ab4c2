-- Grain: one row: when most requests came, by the means of days that were read to their end; NULL when none was. Of several the earliest.
select
    (select local_hour from marts.peak_hours($1, $2) order by mean_request_count desc nulls last, local_hour limit 1) as busiest_hour,
    (select iso_weekday from marts.peak_weekdays($1, $2) order by mean_request_count desc nulls last, iso_weekday limit 1) as busiest_weekday;

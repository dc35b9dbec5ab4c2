-- Grain: one row per UTC day of the access logs. Joining again reads no file: only the number of hourly rows may change.
update ops.day_status
set row_count = day_total.row_count
from (
    select hour_at::date as usage_date, count(*) as row_count
    from star.fact_request_hourly
    where request_source = 'access-log'
    group by usage_date
) as day_total
where day_status.source = 'access-logs' and day_status.usage_date = day_total.usage_date;

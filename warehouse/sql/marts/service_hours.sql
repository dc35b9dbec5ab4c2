-- Grain: one row per service with requests in the range and UTC hour of the day. Days count that were read to their end.
create or replace macro marts.service_hours(from_date, to_date, background := null, peak_ratio := 1.5) as table
with read_day as materialized (
    select usage_date
    from ops.day_status
    where source = 'access-logs' and state in ('loaded', 'zero') and usage_date between from_date and to_date
),
counted as materialized (
    select service_id, endpoint_path, hour(hour_at) as utc_hour, sum(request_count) as request_count
    from marts.filtered_request_hours(from_date, to_date)
    where hour_at::date in (select usage_date from read_day)
    group by service_id, endpoint_path, hour(hour_at)
),
marked as (
    select distinct counted.service_id, counted.endpoint_path
    from counted
    join (select unnest(background::varchar[]) as pattern) as work
        on counted.service_id = work.pattern or counted.endpoint_path glob work.pattern
),
hour_of_day as (
    select service.service_id, clock.utc_hour
    from (select distinct service_id from counted) as service
    cross join (select unnest(range(24)) as utc_hour) as clock
),
summed as (
    select
        hour_of_day.service_id,
        hour_of_day.utc_hour,
        coalesce(sum(counted.request_count), 0)::bigint as request_count,
        coalesce(sum(counted.request_count) filter (where marked.service_id is not null), 0)::bigint as background_request_count
    from hour_of_day
    left join counted on counted.service_id = hour_of_day.service_id and counted.utc_hour = hour_of_day.utc_hour
    left join marked on marked.service_id = counted.service_id and marked.endpoint_path = counted.endpoint_path
    group by hour_of_day.service_id, hour_of_day.utc_hour
)
select
    service_id,
    utc_hour,
    (select count(*) from read_day) as read_day_count,
    request_count,
    background_request_count,
    (sum(request_count) over (partition by utc_hour))::bigint as all_request_count,
    (sum(request_count) over (partition by utc_hour)) * 24 >= peak_ratio * sum(request_count) over () as is_peak
from summed
order by service_id, utc_hour;
comment on macro table marts.service_hours is 'Requests of each service per hour of the day, by the access logs of the days that were read to their end, from from_date to to_date inclusive (UTC days and hours). background names services, or paths with * for any text, whose work nobody waits for. An hour is one of the busiest when all services together have at least peak_ratio times the requests of a mean hour in it. Columns: service_id; utc_hour (0 to 23); read_day_count (days that count); request_count (requests of the service in this hour of all these days); background_request_count (of them the requests of background); all_request_count (requests of all services in this hour); is_peak (it is one of the busiest hours)';

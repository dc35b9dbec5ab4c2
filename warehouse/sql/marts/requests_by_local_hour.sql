-- Grain: one row per hour that a clock in the zone shows in the range, and one without an hour for requests that cannot be placed.
-- Zones and their changes are followed in quarters of an hour, of which every offset in use is made. An hour of the roll-up that lies
-- in two local hours, as in a zone of +05:30 or +05:45, is counted from the requests themselves, while they are kept.
create or replace macro marts.requests_by_local_hour(
    from_date, to_date, in_zone := 'UTC',
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
with quarter as (
    select
        dim_date.calendar_date as utc_date,
        dim_date.calendar_date + to_minutes(15 * number) as quarter_at,
        timezone(in_zone, timezone('UTC', dim_date.calendar_date + to_minutes(15 * number))) as local_at
    from star.dim_date, range(96) as quarter_of_day(number)
    where dim_date.calendar_date between from_date::date - 1 and to_date::date + 1
),
placed as (
    select
        quarter.utc_date,
        quarter.quarter_at,
        date_trunc('hour', quarter.quarter_at) as hour_at,
        quarter.local_at::date as local_date,
        hour(quarter.local_at) as local_hour,
        coalesce(day_status.state in ('loaded', 'zero'), false) as is_read,
        min(date_trunc('hour', quarter.local_at)) over whole_hour = max(date_trunc('hour', quarter.local_at)) over whole_hour as is_whole,
        coalesce(quarter.utc_date >= coverage.detailed_from, false) as is_detailed
    from quarter
    left join ops.day_status
        on day_status.source = regexp_replace(for_request_source, '-api$', '-log') || 's' and day_status.usage_date = quarter.utc_date
    cross join marts.request_coverage(
        from_date::date - 1, to_date::date + 1, for_request_source := for_request_source
    ) as coverage
    window whole_hour as (partition by date_trunc('hour', quarter.quarter_at))
),
hour_total as (
    select hour_at, sum(request_count) as request_count
    from marts.filtered_request_hours(
        from_date::date - 1, to_date::date + 1,
        for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
    )
    group by hour_at
),
counted as (
    select hour_at as quarter_at, request_count
    from hour_total
    where hour_at in (select hour_at from placed where is_whole)
    union all
    select time_bucket(interval 15 minutes, requested_at), count(*)
    from marts.filtered_requests(
        from_date::date - 1, to_date::date + 1,
        for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
    )
    where date_trunc('hour', requested_at) in (select hour_at from placed where is_detailed and not is_whole)
    group by time_bucket(interval 15 minutes, requested_at)
)
select
    placed.local_date,
    isodow(placed.local_date) as iso_weekday,
    placed.local_hour,
    count(*) / 4 as hour_count,
    count(*) filter (where placed.is_read and (placed.is_whole or placed.is_detailed)) / 4 as read_hour_count,
    coalesce(
        sum(counted.request_count),
        case when bool_or(placed.is_read and (placed.is_whole or placed.is_detailed)) then 0 end
    )::bigint as request_count,
    coalesce(
        sum(counted.request_count) filter (where placed.is_read and (placed.is_whole or placed.is_detailed)), 0
    )::bigint as read_request_count
from placed
left join counted on counted.quarter_at = placed.quarter_at
where placed.local_date between from_date and to_date
group by placed.local_date, placed.local_hour
union all
select null, null, null, null, null, sum(request_count)::bigint, null
from hour_total
where hour_at in (
    select hour_at from placed
    where not is_whole and not is_detailed and local_date between from_date and to_date
)
having count(*) > 0
order by local_date nulls last, local_hour;
comment on macro table marts.requests_by_local_hour is 'Requests per hour as a clock in in_zone (an IANA name such as Europe/Berlin; UTC unless said) shows it; from_date to to_date are days in that zone, inclusive. The hour that a clock repeats when daylight saving ends is one row of two hours, the one it skips has none. Where an hour of the zone is not one of UTC, requests are placed by their own time; those of days before detailed_from of request_coverage have lost it and are in one row without a date. Columns: local_date, iso_weekday (Monday 1 to Sunday 7), local_hour (0 to 23), all three NULL in that one row; hour_count (hours the row spans: 1, or 2, 0.5 or 1.5 at a change of the clock); read_hour_count (of these, hours of which a completely read day tells); request_count (requests; 0 when none came, NULL when none is known and the day was not read to its end); read_request_count (those in the hours of read_hour_count)';

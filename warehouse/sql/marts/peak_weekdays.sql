-- Grain: one row per day of the week that the range has, and one without a day for requests that cannot be placed.
create or replace macro marts.peak_weekdays(
    from_date, to_date, in_zone := 'UTC',
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
with day_total as (
    select
        local_date,
        iso_weekday,
        sum(request_count) as request_count,
        sum(read_hour_count) = sum(hour_count) as is_read
    from marts.requests_by_local_hour(
        from_date, to_date, in_zone := in_zone,
        for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
    )
    group by local_date, iso_weekday
)
select
    iso_weekday,
    sum(request_count)::bigint as request_count,
    sum(request_count) / nullif(sum(sum(request_count)) over (), 0) as request_share,
    count(*) filter (where is_read) as occurrence_count,
    sum(request_count) filter (where is_read) / nullif(count(*) filter (where is_read), 0) as mean_request_count
from day_total
group by iso_weekday
order by iso_weekday nulls last;
comment on macro table marts.peak_weekdays is 'Requests per day of the week as a calendar in in_zone shows it; from_date to to_date are days in that zone, inclusive. Columns: iso_weekday (Monday 1 to Sunday 7; NULL for requests whose hour is not known any more, see requests_by_local_hour); request_count (requests; 0 when none came, NULL when none is known and no such day was read to its end); request_share (0 to 1, of all requests of the range); occurrence_count (such days in the range that were read to their end, those without a request included); mean_request_count (requests of those days divided by their number; NULL when there are none)';

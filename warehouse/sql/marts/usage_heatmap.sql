-- Grain: one row per day of the week and hour of the day that the range has, and one without both for requests that cannot be placed.
create or replace macro marts.usage_heatmap(
    from_date, to_date, in_zone := 'UTC',
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
select
    iso_weekday,
    local_hour,
    sum(request_count)::bigint as request_count,
    sum(request_count) / nullif(sum(sum(request_count)) over (), 0) as request_share,
    sum(read_hour_count) as occurrence_count,
    sum(read_request_count) / nullif(sum(read_hour_count), 0) as mean_request_count
from marts.requests_by_local_hour(
    from_date, to_date, in_zone := in_zone,
    for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
)
group by iso_weekday, local_hour
order by iso_weekday nulls last, local_hour;
comment on macro table marts.usage_heatmap is 'Requests per day of the week and hour of the day as a clock in in_zone shows them; from_date to to_date are days in that zone, inclusive. Columns: iso_weekday (Monday 1 to Sunday 7), local_hour (0 to 23), both NULL for requests whose hour is not known any more, see requests_by_local_hour; request_count (requests; 0 when none came, NULL when none is known and no such hour was read to its end; a cell outside the range has no row); request_share (0 to 1, of all requests of the range); occurrence_count (how often the hour passed on days that were read to their end, in hours); mean_request_count (requests of those hours divided by their number; NULL when there are none)';

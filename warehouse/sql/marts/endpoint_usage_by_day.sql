-- Grain: one row per UTC day, service and endpoint with requests in the range.
create or replace macro marts.endpoint_usage_by_day(
    from_date, to_date,
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
select * exclude (endpoint_count)
from marts.request_figures(
    from_date, to_date,
    for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source,
    grain := 'endpoint and day'
)
order by usage_date, service_id, endpoint_path;
comment on macro table marts.endpoint_usage_by_day is 'Requests per UTC day and endpoint, from from_date to to_date inclusive. Columns: usage_date; service_id, endpoint_path; user_count (distinct users, without anonymous requests; NULL when the snapshot does not show persons); anonymous_request_count (requests without a user); request_count, success_count (status below 400), client_error_count (4xx that is neither of the next two), throttled_count (429), timeout_count (408, 499, 504), server_error_count (other 5xx) (requests); success_rate (0 to 1); response_bytes (bytes; NULL when no size is known) of sized_request_count (requests); mean_duration_ms (milliseconds; NULL when nothing is timed) of timed_request_count (requests); p50_duration_ms, p95_duration_ms, p99_duration_ms (milliseconds, exact and interpolated, of the timed requests; NULL when not every request of the row is kept one by one any more); detailed_request_count (requests that are); percentiles_from (a range that begins on this day or later has all percentiles; NULL when none has)';

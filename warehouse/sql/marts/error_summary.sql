-- Grain: one row per service, endpoint, outcome and status of requests that did not succeed.
-- The roll-up knows outcomes only: what it counts beyond the requests that are kept has no status any more.
create or replace macro marts.error_summary(
    from_date, to_date,
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
with counted as (
    unpivot (
        select
            service_id,
            endpoint_path,
            sum(request_count)::bigint as endpoint_request_count,
            sum(client_error_count)::bigint as client_error,
            sum(throttled_count)::bigint as throttled,
            sum(timeout_count)::bigint as timeout,
            sum(server_error_count)::bigint as server_error
        from marts.filtered_request_hours(
            from_date, to_date,
            for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
        )
        group by service_id, endpoint_path
    )
    on client_error, throttled, timeout, server_error
    into name outcome value request_count
),
detailed as (
    select
        service_id,
        endpoint_path,
        outcome,
        status,
        count(*) as request_count,
        min(requested_at) as first_requested_at,
        max(requested_at) as last_requested_at
    from marts.filtered_requests(
        from_date, to_date,
        for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
    )
    where outcome <> 'success'
    group by service_id, endpoint_path, outcome, status
),
known as (
    select service_id, endpoint_path, outcome, sum(request_count)::bigint as request_count
    from detailed
    group by service_id, endpoint_path, outcome
),
error as (
    select service_id, endpoint_path, outcome, status, request_count, first_requested_at, last_requested_at
    from detailed
    union all
    select
        counted.service_id,
        counted.endpoint_path,
        counted.outcome,
        null,
        counted.request_count - coalesce(known.request_count, 0),
        null,
        null
    from counted
    left join known
        on known.service_id = counted.service_id
        and known.endpoint_path = counted.endpoint_path
        and known.outcome = counted.outcome
    where counted.request_count > coalesce(known.request_count, 0)
),
endpoint_total as (
    select service_id, endpoint_path, any_value(endpoint_request_count) as request_count
    from counted
    group by service_id, endpoint_path
)
select
    error.service_id,
    error.endpoint_path,
    error.outcome,
    error.status,
    error.request_count,
    error.request_count / endpoint_total.request_count as endpoint_request_share,
    error.first_requested_at,
    error.last_requested_at
from error
join endpoint_total
    on endpoint_total.service_id = error.service_id and endpoint_total.endpoint_path = error.endpoint_path
order by error.request_count desc, error.service_id, error.endpoint_path, error.outcome, error.status nulls last;
comment on macro table marts.error_summary is 'Requests that did not succeed, from from_date to to_date inclusive (UTC days), most frequent first. Columns: service_id, endpoint_path; outcome (client_error, throttled, timeout, server_error); status (HTTP; NULL for requests that are kept in the hourly roll-up only, which knows outcomes); request_count (requests); endpoint_request_share (0 to 1, of all requests of the endpoint); first_requested_at, last_requested_at (UTC; NULL where the status is)';

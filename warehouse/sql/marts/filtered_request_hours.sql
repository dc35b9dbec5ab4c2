-- Grain: one row per request source, UTC hour, endpoint, user and file, restricted to a range of days and any filters.
create or replace macro marts.filtered_request_hours(
    from_date, to_date,
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
select
    fact.request_source,
    fact.hour_at,
    dim_user.user_id,
    dim_user.user_name,
    dim_service.service_id,
    dim_endpoint.endpoint_path,
    fact.request_count,
    fact.success_count,
    fact.client_error_count,
    fact.throttled_count,
    fact.timeout_count,
    fact.server_error_count,
    fact.response_bytes_sum,
    fact.sized_request_count,
    fact.duration_ms_sum,
    fact.timed_request_count
from star.fact_request_hourly as fact
join star.dim_user on dim_user.user_key = fact.user_key
join star.dim_service on dim_service.service_key = fact.service_key
join star.dim_endpoint on dim_endpoint.endpoint_key = fact.endpoint_key
where fact.request_source = for_request_source
    and fact.hour_at >= from_date::date::timestamp
    and fact.hour_at < (to_date::date + 1)::timestamp
    and (for_user is null or dim_user.user_id = for_user or dim_user.user_id in (
        select named.user_id
        from star.dim_user as named
        where named.user_email = for_user and named.valid_from <= to_date::date and named.valid_to > from_date::date
    ))
    and (for_service is null or dim_service.service_id = for_service)
    and (for_endpoint is null or dim_endpoint.endpoint_path = for_endpoint);
comment on macro table marts.filtered_request_hours is 'Rows of star.fact_request_hourly from from_date to to_date inclusive (UTC days) with names; for_user takes an id or e-mail, for_service an id, for_endpoint a path, for_request_source where the requests were read (access-log unless said). Columns: request_source; hour_at (begin of the hour, UTC); user_id, user_name; service_id; endpoint_path; request_count, success_count, client_error_count, throttled_count, timeout_count, server_error_count (requests); response_bytes_sum (bytes) of sized_request_count (requests); duration_ms_sum (milliseconds) of timed_request_count (requests)';

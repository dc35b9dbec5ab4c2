-- Grain: one row per request, restricted to a range of days and any filters.
create or replace macro marts.filtered_requests(
    from_date, to_date,
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
select
    fact.request_source::varchar as request_source,
    fact.requested_at,
    dim_user.user_id,
    dim_user.user_name,
    dim_service.service_id,
    dim_endpoint.endpoint_path,
    fact.method::varchar as method,
    fact.status,
    fact.outcome::varchar as outcome,
    fact.duration_ms,
    fact.response_bytes,
    dim_client.client_network,
    dim_client.agent_family
from star.fact_request as fact
join star.dim_user on dim_user.user_key = fact.user_key
join star.dim_service on dim_service.service_key = fact.service_key
join star.dim_endpoint on dim_endpoint.endpoint_key = fact.endpoint_key
join star.dim_client on dim_client.client_key = fact.client_key
where fact.request_source = for_request_source
    and fact.requested_at >= from_date::date::timestamp
    and fact.requested_at < (to_date::date + 1)::timestamp
    and (for_user is null or dim_user.user_id = for_user or dim_user.user_id in (
        select named.user_id
        from star.dim_user as named
        where named.user_email = for_user and named.valid_from <= to_date::date and named.valid_to > from_date::date
    ))
    and (for_service is null or dim_service.service_id = for_service)
    and (for_endpoint is null or dim_endpoint.endpoint_path = for_endpoint);
comment on macro table marts.filtered_requests is 'Rows of star.fact_request from from_date to to_date inclusive (UTC days) with names, kept for 90 days; the filters are those of filtered_request_hours. Columns: request_source; requested_at (UTC); user_id, user_name; service_id; endpoint_path; method (HTTP; (other) for what HTTP itself does not name; NULL when unknown); status (HTTP); outcome (success, client_error, throttled, timeout, server_error); duration_ms (milliseconds; NULL when the log does not tell); response_bytes (bytes; NULL when the log does not tell); client_network; agent_family';

-- Grain: one row per request of the access logs that did not succeed, the hundred newest.
create or replace view marts.recent_errors as
select
    fact.requested_at,
    dim_service.service_id,
    dim_endpoint.endpoint_path,
    fact.method::varchar as method,
    fact.status,
    fact.outcome::varchar as outcome,
    dim_user.user_id,
    fact.duration_ms
from star.fact_request as fact
join star.dim_user on dim_user.user_key = fact.user_key
join star.dim_service on dim_service.service_key = fact.service_key
join star.dim_endpoint on dim_endpoint.endpoint_key = fact.endpoint_key
where fact.request_source = 'access-log' and fact.outcome <> 'success'
order by fact.requested_at desc, fact.source_file_key desc, fact.line_number desc
limit 100;
comment on view marts.recent_errors is 'The hundred newest requests of the access logs that did not succeed, newest first';
comment on column marts.recent_errors.requested_at is 'Time of the request as its server logged it (UTC)';
comment on column marts.recent_errors.service_id is 'Service, or unknown';
comment on column marts.recent_errors.endpoint_path is 'Endpoint: the path without query, with {id} for whatever names one thing among many';
comment on column marts.recent_errors.method is 'HTTP method, (other) for what HTTP itself does not name; NULL when unknown';
comment on column marts.recent_errors.status is 'HTTP status, 400 to 599';
comment on column marts.recent_errors.outcome is 'client_error, throttled, timeout or server_error';
comment on column marts.recent_errors.user_id is 'Durable key of the user, or (anonymous)';
comment on column marts.recent_errors.duration_ms is 'Time the server took (milliseconds); NULL when the log does not tell';

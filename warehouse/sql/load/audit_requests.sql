-- Grain: one row per event that is a request. Replaces the requests of every hour in which such an event was loaded.
delete from star.fact_request
where request_source = 'audit-api' and date_trunc('hour', requested_at) in (select hour_at from changed_hour);

insert into star.fact_request
select
    'audit-api',
    event.occurred_at,
    event.user_key,
    dim_endpoint.service_key,
    event.endpoint_key,
    event.method,
    event.status,
    case
        when event.status < 400 then 'success'
        when event.status = 429 then 'throttled'
        when event.status in (408, 499, 504) then 'timeout'
        when event.status < 500 then 'client_error'
        else 'server_error'
    end,
    event.duration_ms,
    null,
    event.client_hash,
    event.client_network,
    event.agent_family,
    null,
    null,
    null
from star.fact_audit_event as event
join star.dim_endpoint on dim_endpoint.endpoint_key = event.endpoint_key
where date_trunc('hour', event.occurred_at) in (select hour_at from changed_hour);

delete from star.fact_request_hourly
where request_source = 'audit-api' and hour_at in (select hour_at from changed_hour);

insert into star.fact_request_hourly
select
    request_source,
    date_trunc('hour', requested_at) as hour_at,
    user_key,
    service_key,
    endpoint_key,
    source_file_key,
    count(*),
    count(*) filter (where outcome = 'success'),
    count(*) filter (where outcome = 'client_error'),
    count(*) filter (where outcome = 'throttled'),
    count(*) filter (where outcome = 'timeout'),
    count(*) filter (where outcome = 'server_error'),
    0,
    0,
    coalesce(sum(duration_ms), 0)::decimal(38, 3),
    count(duration_ms),
    count(*) filter (where duration_ms < 100),
    count(*) filter (where duration_ms < 300),
    count(*) filter (where duration_ms < 1000),
    count(*) filter (where duration_ms < 3000),
    count(*) filter (where duration_ms < 10000),
    count(*) filter (where duration_ms < 30000)
from star.fact_request
where request_source = 'audit-api' and date_trunc('hour', requested_at) in (select hour_at from changed_hour)
group by request_source, hour_at, user_key, service_key, endpoint_key, source_file_key;

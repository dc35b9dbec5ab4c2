-- Grain: one row per event that is a request. Replaces the requests of every hour in which such an event was loaded.
delete from star.fact_request
where request_source = 'audit-api' and date_trunc('hour', requested_at) in (select hour_at from changed_hour);

insert into star.dim_client
select
    coalesce((select max(client_key) from star.dim_client), 0)
        + row_number() over (order by client_network nulls first, agent_family nulls first),
    client_network,
    agent_family
from (
    select distinct client_network, agent_family
    from star.fact_audit_event
    where endpoint_key is not null
) as seen
where not exists (
    select 1 from star.dim_client
    where dim_client.client_network is not distinct from seen.client_network
        and dim_client.agent_family is not distinct from seen.agent_family
);

insert into star.fact_request by name
select
    'audit-api' as request_source,
    event.occurred_at as requested_at,
    event.user_key,
    dim_endpoint.service_key,
    event.endpoint_key,
    dim_client.client_key,
    case
        when event.method in ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE') then event.method
        when event.method is not null then '(other)'
    end as method,
    event.status,
    case
        when event.status < 400 then 'success'
        when event.status = 429 then 'throttled'
        when event.status in (408, 499, 504) then 'timeout'
        when event.status < 500 then 'client_error'
        else 'server_error'
    end as outcome,
    event.duration_ms,
    event.client_hash
from star.fact_audit_event as event
join star.dim_endpoint on dim_endpoint.endpoint_key = event.endpoint_key
join star.dim_client
    on dim_client.client_network is not distinct from event.client_network
    and dim_client.agent_family is not distinct from event.agent_family
where date_trunc('hour', event.occurred_at) in (select hour_at from changed_hour);

delete from star.fact_request_hourly
where request_source = 'audit-api' and hour_at in (select hour_at from changed_hour);

insert into star.fact_request_hourly by name
select
    request_source,
    date_trunc('hour', requested_at) as hour_at,
    user_key,
    service_key,
    endpoint_key,
    source_file_key,
    count(*) as request_count,
    count(*) filter (where outcome = 'success') as success_count,
    count(*) filter (where outcome = 'client_error') as client_error_count,
    count(*) filter (where outcome = 'throttled') as throttled_count,
    count(*) filter (where outcome = 'timeout') as timeout_count,
    count(*) filter (where outcome = 'server_error') as server_error_count,
    0 as response_bytes_sum,
    0 as sized_request_count,
    coalesce(sum(duration_ms), 0)::decimal(38, 3) as duration_ms_sum,
    count(duration_ms) as timed_request_count,
    count(*) filter (where duration_ms < 100) as under_100_ms_count,
    count(*) filter (where duration_ms < 300) as under_300_ms_count,
    count(*) filter (where duration_ms < 1000) as under_1_s_count,
    count(*) filter (where duration_ms < 3000) as under_3_s_count,
    count(*) filter (where duration_ms < 10000) as under_10_s_count,
    count(*) filter (where duration_ms < 30000) as under_30_s_count
from star.fact_request
where request_source = 'audit-api' and date_trunc('hour', requested_at) in (select hour_at from changed_hour)
group by request_source, hour_at, user_key, service_key, endpoint_key, source_file_key;

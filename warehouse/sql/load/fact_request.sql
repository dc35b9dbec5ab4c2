-- Grain: one row per staged line that is a request.
create or replace temp macro outcome_of(status) as case
    when status < 400 then 'success'
    when status = 429 then 'throttled'
    when status in (408, 499, 504) then 'timeout'
    when status < 500 then 'client_error'
    else 'server_error'
end;

insert into star.fact_request
with method_of_line as (
    select method_hash, any_value(method) as method
    from staged_request
    where method is not null
    group by method_hash
),
network_of_line as (
    select client_network_hash, any_value(client_network) as client_network
    from staged_request
    where client_network is not null
    group by client_network_hash
),
agent_of_line as (
    select agent_family_hash, any_value(agent_family) as agent_family
    from staged_request
    where agent_family is not null
    group by agent_family_hash
)
select
    getvariable('request_source'),
    make_timestamp(staged_request.requested_at_us),
    coalesce(user_of_line.user_key, (select user_key from star.dim_user where user_id = '(anonymous)')),
    endpoint_of_line.service_key,
    endpoint_of_line.endpoint_key,
    method_of_line.method,
    staged_request.status,
    outcome_of(staged_request.status),
    (staged_request.duration_us / 1000)::decimal(18, 3),
    staged_request.response_bytes,
    staged_request.client_hash,
    network_of_line.client_network,
    agent_of_line.agent_family,
    getvariable('source_file_key'),
    staged_request.line_number,
    staged_request.byte_offset
from staged_request
join endpoint_of_line on endpoint_of_line.endpoint_hash = staged_request.endpoint_hash
left join user_of_line on user_of_line.user_hash = staged_request.user_hash
left join method_of_line on method_of_line.method_hash = staged_request.method_hash
left join network_of_line on network_of_line.client_network_hash = staged_request.client_network_hash
left join agent_of_line on agent_of_line.agent_family_hash = staged_request.agent_family_hash
where staged_request.reject_reason is null;

insert into ops.reject
select getvariable('source_file_key'), line_number, byte_offset, reject_reason, excerpt
from staged_request
where reject_reason is not null;

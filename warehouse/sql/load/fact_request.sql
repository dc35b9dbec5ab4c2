-- Grain: one row per staged line that is a request.
create or replace temp macro outcome_of(status) as case
    when status < 400 then 'success'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    when status = 429 then 'throttled'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    when status in (408, 499, 504) then 'timeout'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    when status < 500 then 'client_error'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    else 'server_error'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
end;

-- These find nothing to gain in the few texts of requests, and looking costs a tenth of the whole load.
set disabled_compression_methods = 'fsst,zstd,dict_fsst';

insert into star.fact_request
select
    getvariable('request_source'),
    make_timestamp(staged_request.requested_at_us),
    coalesce(user_of_line.user_key, (select user_key from star.dim_user where user_id = '(anonymous)')),
    endpoint_of_line.service_key,
    endpoint_of_line.endpoint_key,
    method.text,
    staged_request.status,
    outcome_of(staged_request.status),
    (staged_request.duration_us / 1000)::decimal(18, 3),
    staged_request.response_bytes,
    staged_request.client_hash,
    client_network.text,
    agent_family.text,
    getvariable('source_file_key'),
    staged_request.line_number,
    staged_request.byte_offset
from staged_request
join endpoint_of_line on endpoint_of_line.endpoint_hash = staged_request.endpoint_hash
left join user_of_line on user_of_line.user_hash = staged_request.user_hash
left join text_of_line as method on method.text_hash = staged_request.method_hash
left join text_of_line as client_network on client_network.text_hash = staged_request.client_network_hash
left join text_of_line as agent_family on agent_family.text_hash = staged_request.agent_family_hash
where staged_request.endpoint_hash is not null;

reset disabled_compression_methods;

insert into ops.reject
select
    getvariable('source_file_key'),
    staged_request.line_number,
    staged_request.byte_offset,
    reason.text,
    staged_request.text
from staged_request
join text_of_line as reason on reason.text_hash = staged_request.reject_reason_hash;

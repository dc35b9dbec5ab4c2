-- Grain: one row per staged line that is a request.
insert into star.fact_request
select
    getvariable('request_source'),
    make_timestamp(staged_request.requested_at_us),
    coalesce(user_of_line.user_key, (select user_key from star.dim_user where user_id = '(anonymous)')),
    endpoint_of_line.service_key,
    endpoint_of_line.endpoint_key,
    staged_request.method,
    staged_request.status,
    case
        when staged_request.status < 400 then 'success'
        when staged_request.status = 429 then 'throttled'
        when staged_request.status in (408, 499, 504) then 'timeout'
        when staged_request.status < 500 then 'client_error'
        else 'server_error'
    end,
    (staged_request.duration_us / 1000)::decimal(18, 3),
    staged_request.response_bytes,
    staged_request.client_hash,
    staged_request.client_network,
    staged_request.agent_family,
    getvariable('source_file_key'),
    staged_request.line_number,
    staged_request.byte_offset
from staged_request
join endpoint_of_line on endpoint_of_line.endpoint_path = staged_request.endpoint_path
left join user_of_line on user_of_line.named_id = staged_request.user_id
where staged_request.reject_reason is null;

insert into ops.reject
select getvariable('source_file_key'), line_number, byte_offset, reject_reason, excerpt
from staged_request
where reject_reason is not null;

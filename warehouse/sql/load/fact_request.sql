-- Grain: one row per staged line that is a request.
create or replace temp macro outcome_of(status) as case
    when status < 400 then 'success'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    when status = 429 then 'throttled'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    when status in (408, 499, 504) then 'timeout'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    when status < 500 then 'client_error'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
    else 'server_error'::enum ('success', 'client_error', 'throttled', 'timeout', 'server_error')
end;

create or replace temp table method_of_line as
select
    method_hash,
    case
        when text in ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE') then text
        else '(other)'
    end::enum ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE', '(other)') as method
from text_of_line
where method_hash is not null;

insert into star.fact_request by name
select
    getvariable('request_source') as request_source,
    make_timestamp(staged_request.requested_at_us) as requested_at,
    coalesce(user_of_line.user_key, (select user_key from star.dim_user where user_id = '(anonymous)')) as user_key,
    endpoint_of_line.service_key,
    endpoint_of_line.endpoint_key,
    client_of_line.client_key,
    method_of_line.method,
    staged_request.status,
    outcome_of(staged_request.status) as outcome,
    (staged_request.duration_us / 1000)::decimal(18, 3) as duration_ms,
    staged_request.response_bytes,
    staged_request.client_hash,
    getvariable('source_file_key') as source_file_key,
    staged_request.line_number,
    staged_request.byte_offset
from staged_request
join endpoint_of_line on endpoint_of_line.endpoint_hash = staged_request.endpoint_hash
join client_of_line on client_of_line.origin_hash = staged_request.origin_hash
left join user_of_line
    on user_of_line.user_hash = staged_request.user_hash
    and user_of_line.from_us <= staged_request.requested_at_us
    and user_of_line.until_us > staged_request.requested_at_us
left join method_of_line on method_of_line.method_hash = staged_request.method_hash
where staged_request.requested_at_us is not null;

-- A staged line that is no request has its reason and its excerpt as text, one below the other.
insert into ops.reject
select
    getvariable('source_file_key'),
    line_number,
    byte_offset,
    split_part(text, chr(10), 1),
    split_part(text, chr(10), 2)
from staged_request
where line_number is not null and requested_at_us is null;

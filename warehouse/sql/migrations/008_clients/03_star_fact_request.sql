-- Grain: that of star.fact_request. Its texts become a key and an enum: three texts cost a load as much as all its numbers.
insert into star.dim_client
select row_number() over (order by client_network nulls first, agent_family nulls first), client_network, agent_family
from (select distinct client_network, agent_family from star.fact_request);

create table star.fact_request_keyed (
    request_source  enum ('access-log', 'audit-api') not null,
    requested_at    timestamp not null,
    user_key        integer   not null,
    service_key     integer   not null,
    endpoint_key    integer   not null,
    client_key      integer   not null,
    method          enum ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE', '(other)'),
    status          smallint  not null,
    outcome         enum ('success', 'client_error', 'throttled', 'timeout', 'server_error') not null,
    duration_ms     decimal(18, 3),
    response_bytes  bigint,
    client_hash     bigint,
    source_file_key integer,
    line_number     bigint,
    byte_offset     bigint
);

insert into star.fact_request_keyed by name
select
    fact.* exclude (method, client_network, agent_family),
    dim_client.client_key,
    case
        when method in ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE') then method
        when method is not null then '(other)'
    end as method
from star.fact_request as fact
join star.dim_client
    on dim_client.client_network is not distinct from fact.client_network
    and dim_client.agent_family is not distinct from fact.agent_family;

drop table star.fact_request;
alter table star.fact_request_keyed rename to fact_request;

comment on table star.fact_request is 'Requests to the services, one by one';
comment on column star.fact_request.request_source is 'Where the request was read: access-log, or audit-api for one that an audit log tells of. A request may be in both: never add them';
comment on column star.fact_request.requested_at is 'Time of the request as its server logged it (UTC)';
comment on column star.fact_request.user_key is 'The user, in star.dim_user';
comment on column star.fact_request.service_key is 'The service, in star.dim_service';
comment on column star.fact_request.endpoint_key is 'The endpoint, in star.dim_endpoint';
comment on column star.fact_request.client_key is 'Network and program it came from, in star.dim_client';
comment on column star.fact_request.method is 'HTTP method, (other) for what HTTP itself does not name; NULL when unknown';
comment on column star.fact_request.status is 'HTTP status, 100 to 599';
comment on column star.fact_request.outcome is 'success (below 400), throttled (429), timeout (408, 499, 504), client_error (other 4xx), server_error (other 5xx)';
comment on column star.fact_request.duration_ms is 'Time the server took (milliseconds); NULL when the log does not tell';
comment on column star.fact_request.response_bytes is 'Size of the answer (bytes); NULL when the log does not tell';
comment on column star.fact_request.client_hash is 'Keyed hash of the client''s address, 64 bits; NULL when unknown';
comment on column star.fact_request.source_file_key is 'The file it was read from, in ops.source_file; NULL when it was read from an audit log';
comment on column star.fact_request.line_number is 'Its line there, from 1; NULL when it was read from an audit log';
comment on column star.fact_request.byte_offset is 'Where that line begins in the decompressed file, from 0 (bytes); NULL when it was read from an audit log';

-- Grain: one row per request. What has few and known values is an enum: a text in every row costs a load more than all numbers together.
create table star.fact_request (
    request_source  enum ('access-log', 'audit-api') not null,
    requested_at    timestamp not null,
    user_key        integer   not null,
    service_key     integer   not null,
    endpoint_key    integer   not null,
    method          varchar,
    status          smallint  not null,
    outcome         enum ('success', 'client_error', 'throttled', 'timeout', 'server_error') not null,
    duration_ms     decimal(18, 3),
    response_bytes  bigint,
    client_hash     bigint,
    client_network  varchar,
    agent_family    varchar,
    source_file_key integer   not null,
    line_number     bigint    not null,
    byte_offset     bigint    not null
);
comment on table star.fact_request is 'Requests to the services, one by one';
comment on column star.fact_request.request_source is 'Where the request was read: access-log';
comment on column star.fact_request.requested_at is 'Time of the request as its server logged it (UTC)';
comment on column star.fact_request.user_key is 'The user, in star.dim_user';
comment on column star.fact_request.service_key is 'The service, in star.dim_service';
comment on column star.fact_request.endpoint_key is 'The endpoint, in star.dim_endpoint';
comment on column star.fact_request.method is 'HTTP method; NULL when unknown';
comment on column star.fact_request.status is 'HTTP status, 100 to 599';
comment on column star.fact_request.outcome is 'success (below 400), throttled (429), timeout (408, 499, 504), client_error (other 4xx), server_error (other 5xx)';
comment on column star.fact_request.duration_ms is 'Time the server took (milliseconds); NULL when the log does not tell';
comment on column star.fact_request.response_bytes is 'Size of the answer (bytes); NULL when the log does not tell';
comment on column star.fact_request.client_hash is 'Keyed hash of the client''s address, 64 bits; NULL when unknown';
comment on column star.fact_request.client_network is 'Network of the client, /24 of IPv4 and /48 of IPv6; NULL when unknown';
comment on column star.fact_request.agent_family is 'Family of the client''s program; NULL when unknown';
comment on column star.fact_request.source_file_key is 'The file it was read from, in ops.source_file';
comment on column star.fact_request.line_number is 'Its line there, from 1';
comment on column star.fact_request.byte_offset is 'Where that line begins in the decompressed file, from 0 (bytes)';

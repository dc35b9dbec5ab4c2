-- Grain: one row per request source, UTC hour, endpoint, user and file.
create table star.fact_request_hourly (
    request_source       varchar        not null,
    hour_at              timestamp      not null,
    user_key             integer        not null,
    service_key          integer        not null,
    endpoint_key         integer        not null,
    source_file_key      integer        not null,
    request_count        bigint         not null,
    success_count        bigint         not null,
    client_error_count   bigint         not null,
    throttled_count      bigint         not null,
    timeout_count        bigint         not null,
    server_error_count   bigint         not null,
    response_bytes_sum   bigint         not null,
    sized_request_count  bigint         not null,
    duration_ms_sum      decimal(38, 3) not null,
    timed_request_count  bigint         not null,
    under_100_ms_count   bigint         not null,
    under_300_ms_count   bigint         not null,
    under_1_s_count      bigint         not null,
    under_3_s_count      bigint         not null,
    under_10_s_count     bigint         not null,
    under_30_s_count     bigint         not null
);
comment on table star.fact_request_hourly is 'Requests to the services by hour, which outlive the requests themselves';
comment on column star.fact_request_hourly.request_source is 'Where the requests were read: access-log';
comment on column star.fact_request_hourly.hour_at is 'Begin of the hour (UTC)';
comment on column star.fact_request_hourly.user_key is 'The user, in star.dim_user';
comment on column star.fact_request_hourly.service_key is 'The service, in star.dim_service';
comment on column star.fact_request_hourly.endpoint_key is 'The endpoint, in star.dim_endpoint';
comment on column star.fact_request_hourly.source_file_key is 'The file they were read from, in ops.source_file';
comment on column star.fact_request_hourly.request_count is 'Requests';
comment on column star.fact_request_hourly.success_count is 'Requests with a status below 400';
comment on column star.fact_request_hourly.client_error_count is 'Requests with a status of 4xx that is neither throttled nor a timeout';
comment on column star.fact_request_hourly.throttled_count is 'Requests with status 429';
comment on column star.fact_request_hourly.timeout_count is 'Requests with status 408, 499 or 504';
comment on column star.fact_request_hourly.server_error_count is 'Requests with a status of 5xx other than 504';
comment on column star.fact_request_hourly.response_bytes_sum is 'Size of the answers that are known (bytes)';
comment on column star.fact_request_hourly.sized_request_count is 'Requests whose answer''s size is known';
comment on column star.fact_request_hourly.duration_ms_sum is 'Time of the requests that are timed (milliseconds)';
comment on column star.fact_request_hourly.timed_request_count is 'Requests whose duration is known';
comment on column star.fact_request_hourly.under_100_ms_count is 'Timed requests under 100 milliseconds';
comment on column star.fact_request_hourly.under_300_ms_count is 'Timed requests under 300 milliseconds';
comment on column star.fact_request_hourly.under_1_s_count is 'Timed requests under 1 second';
comment on column star.fact_request_hourly.under_3_s_count is 'Timed requests under 3 seconds';
comment on column star.fact_request_hourly.under_10_s_count is 'Timed requests under 10 seconds';
comment on column star.fact_request_hourly.under_30_s_count is 'Timed requests under 30 seconds';

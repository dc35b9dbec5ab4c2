-- Grain: one row per request source, UTC hour, endpoint, user and file: the requests of the staged lines, added to what the file has.
create or replace temp table hour_of_line as
with request as (
    select
        requested_at_us // 3600000000 as hour_number,
        endpoint_hash,
        user_hash,
        outcome_of(status) as outcome,
        response_bytes,
        duration_us
    from staged_request
    where endpoint_hash is not null
),
-- By hashes first: there are far fewer hours than lines to find members for.
hashed as (
    select
        hour_number,
        endpoint_hash,
        user_hash,
        count(*) as request_count,
        count(*) filter (where outcome = 'success') as success_count,
        count(*) filter (where outcome = 'client_error') as client_error_count,
        count(*) filter (where outcome = 'throttled') as throttled_count,
        count(*) filter (where outcome = 'timeout') as timeout_count,
        count(*) filter (where outcome = 'server_error') as server_error_count,
        coalesce(sum(response_bytes), 0) as response_bytes_sum,
        count(response_bytes) as sized_request_count,
        coalesce(sum(duration_us), 0) as duration_us_sum,
        count(duration_us) as timed_request_count,
        count(*) filter (where duration_us < 100000) as under_100_ms_count,
        count(*) filter (where duration_us < 300000) as under_300_ms_count,
        count(*) filter (where duration_us < 1000000) as under_1_s_count,
        count(*) filter (where duration_us < 3000000) as under_3_s_count,
        count(*) filter (where duration_us < 10000000) as under_10_s_count,
        count(*) filter (where duration_us < 30000000) as under_30_s_count
    from request
    group by hour_number, endpoint_hash, user_hash
)
select
    getvariable('request_source')::varchar as request_source,
    make_timestamp(hashed.hour_number * 3600000000) as hour_at,
    coalesce(user_of_line.user_key, (select user_key from star.dim_user where user_id = '(anonymous)')) as user_key,
    endpoint_of_line.service_key,
    endpoint_of_line.endpoint_key,
    getvariable('source_file_key')::integer as source_file_key,
    hashed.request_count,
    hashed.success_count,
    hashed.client_error_count,
    hashed.throttled_count,
    hashed.timeout_count,
    hashed.server_error_count,
    hashed.response_bytes_sum,
    hashed.sized_request_count,
    hashed.duration_us_sum::decimal(38, 3) / 1000 as duration_ms_sum,
    hashed.timed_request_count,
    hashed.under_100_ms_count,
    hashed.under_300_ms_count,
    hashed.under_1_s_count,
    hashed.under_3_s_count,
    hashed.under_10_s_count,
    hashed.under_30_s_count
from hashed
join endpoint_of_line on endpoint_of_line.endpoint_hash = hashed.endpoint_hash
left join user_of_line on user_of_line.user_hash = hashed.user_hash;

create or replace temp table hour_of_file as
select
    request_source,
    hour_at,
    user_key,
    service_key,
    endpoint_key,
    source_file_key,
    sum(request_count)::bigint as request_count,
    sum(success_count)::bigint as success_count,
    sum(client_error_count)::bigint as client_error_count,
    sum(throttled_count)::bigint as throttled_count,
    sum(timeout_count)::bigint as timeout_count,
    sum(server_error_count)::bigint as server_error_count,
    sum(response_bytes_sum)::bigint as response_bytes_sum,
    sum(sized_request_count)::bigint as sized_request_count,
    sum(duration_ms_sum)::decimal(38, 3) as duration_ms_sum,
    sum(timed_request_count)::bigint as timed_request_count,
    sum(under_100_ms_count)::bigint as under_100_ms_count,
    sum(under_300_ms_count)::bigint as under_300_ms_count,
    sum(under_1_s_count)::bigint as under_1_s_count,
    sum(under_3_s_count)::bigint as under_3_s_count,
    sum(under_10_s_count)::bigint as under_10_s_count,
    sum(under_30_s_count)::bigint as under_30_s_count
from (
    from hour_of_line
    union all by name
    from star.fact_request_hourly
    where source_file_key = getvariable('source_file_key') and hour_at in (select hour_at from hour_of_line)
)
group by request_source, hour_at, user_key, service_key, endpoint_key, source_file_key;

delete from star.fact_request_hourly
where source_file_key = getvariable('source_file_key') and hour_at in (select hour_at from hour_of_file);

insert into star.fact_request_hourly by name
from hour_of_file;

-- Grain: one row per request source, UTC hour, endpoint, user and file: the requests of one file behind a line.
merge into star.fact_request_hourly as known
using (
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
        coalesce(sum(response_bytes), 0)::bigint as response_bytes_sum,
        count(response_bytes) as sized_request_count,
        coalesce(sum(duration_ms), 0)::decimal(38, 3) as duration_ms_sum,
        count(duration_ms) as timed_request_count,
        count(*) filter (where duration_ms < 100) as under_100_ms_count,
        count(*) filter (where duration_ms < 300) as under_300_ms_count,
        count(*) filter (where duration_ms < 1000) as under_1_s_count,
        count(*) filter (where duration_ms < 3000) as under_3_s_count,
        count(*) filter (where duration_ms < 10000) as under_10_s_count,
        count(*) filter (where duration_ms < 30000) as under_30_s_count
    from star.fact_request
    where source_file_key = getvariable('source_file_key') and line_number > getvariable('behind_line')::bigint
    group by all
) as added
on known.source_file_key = added.source_file_key
    and known.hour_at = added.hour_at
    and known.endpoint_key = added.endpoint_key
    and known.user_key = added.user_key
    and known.request_source = added.request_source
when matched then update set
    request_count = known.request_count + added.request_count,
    success_count = known.success_count + added.success_count,
    client_error_count = known.client_error_count + added.client_error_count,
    throttled_count = known.throttled_count + added.throttled_count,
    timeout_count = known.timeout_count + added.timeout_count,
    server_error_count = known.server_error_count + added.server_error_count,
    response_bytes_sum = known.response_bytes_sum + added.response_bytes_sum,
    sized_request_count = known.sized_request_count + added.sized_request_count,
    duration_ms_sum = known.duration_ms_sum + added.duration_ms_sum,
    timed_request_count = known.timed_request_count + added.timed_request_count,
    under_100_ms_count = known.under_100_ms_count + added.under_100_ms_count,
    under_300_ms_count = known.under_300_ms_count + added.under_300_ms_count,
    under_1_s_count = known.under_1_s_count + added.under_1_s_count,
    under_3_s_count = known.under_3_s_count + added.under_3_s_count,
    under_10_s_count = known.under_10_s_count + added.under_10_s_count,
    under_30_s_count = known.under_30_s_count + added.under_30_s_count
when not matched then insert;

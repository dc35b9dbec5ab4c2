-- Grain: one row per request source, UTC hour, endpoint, shown user, team, allocation and file.
insert into star.fact_request_hourly
select
    request_source,
    hour_at,
    shown_user_key,
    service_key,
    endpoint_key,
    source_file_key,
    sum(request_count)::bigint,
    sum(success_count)::bigint,
    sum(client_error_count)::bigint,
    sum(throttled_count)::bigint,
    sum(timeout_count)::bigint,
    sum(server_error_count)::bigint,
    sum(response_bytes_sum)::bigint,
    sum(sized_request_count)::bigint,
    sum(duration_ms_sum),
    sum(timed_request_count)::bigint,
    sum(under_100_ms_count)::bigint,
    sum(under_300_ms_count)::bigint,
    sum(under_1_s_count)::bigint,
    sum(under_3_s_count)::bigint,
    sum(under_10_s_count)::bigint,
    sum(under_30_s_count)::bigint,
    team_id,
    allocation_key
from whole.star.fact_request_hourly
join shown_user using (user_key)
group by request_source, hour_at, shown_user_key, service_key, endpoint_key, source_file_key, team_id, allocation_key;

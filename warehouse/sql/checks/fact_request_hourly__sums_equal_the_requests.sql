-- Blocks. Guards the roll-up, which outlives the requests: as long as they are kept, both say the same. What is kept of a file's day
-- begins with a whole hour; of the hours before, and of days of which nothing is kept, the roll-up is all that is left.
with kept as (
    select
        request_source::varchar as request_source,
        source_file_key,
        date_trunc('hour', requested_at) as hour_at,
        count(*) as request_count,
        count(*) filter (where outcome = 'success') as success_count,
        count(*) filter (where outcome = 'client_error') as client_error_count,
        count(*) filter (where outcome = 'throttled') as throttled_count,
        count(*) filter (where outcome = 'timeout') as timeout_count,
        count(*) filter (where outcome = 'server_error') as server_error_count,
        coalesce(sum(response_bytes), 0) as response_bytes_sum
    from star.fact_request
    group by all
),
rolled_up as (
    select
        request_source,
        source_file_key,
        hour_at,
        sum(request_count) as request_count,
        sum(success_count) as success_count,
        sum(client_error_count) as client_error_count,
        sum(throttled_count) as throttled_count,
        sum(timeout_count) as timeout_count,
        sum(server_error_count) as server_error_count,
        sum(response_bytes_sum) as response_bytes_sum
    from star.fact_request_hourly
    group by all
),
kept_day as (
    select request_source, source_file_key, hour_at::date as usage_date, min(hour_at) as first_hour_at
    from kept
    group by all
),
kept_rolled_up as (
    select rolled_up.*
    from rolled_up
    join kept_day
        on kept_day.request_source = rolled_up.request_source
        and kept_day.source_file_key is not distinct from rolled_up.source_file_key
        and kept_day.usage_date = rolled_up.hour_at::date
        and kept_day.first_hour_at <= rolled_up.hour_at
)
select
    coalesce(kept.request_source, hourly.request_source) as request_source,
    coalesce(kept.source_file_key, hourly.source_file_key) as source_file_key,
    coalesce(kept.hour_at, hourly.hour_at) as hour_at,
    kept.request_count as kept_request_count, hourly.request_count,
    kept.success_count as kept_success_count, hourly.success_count,
    kept.client_error_count as kept_client_error_count, hourly.client_error_count,
    kept.throttled_count as kept_throttled_count, hourly.throttled_count,
    kept.timeout_count as kept_timeout_count, hourly.timeout_count,
    kept.server_error_count as kept_server_error_count, hourly.server_error_count,
    kept.response_bytes_sum as kept_response_bytes_sum, hourly.response_bytes_sum
from kept
full join kept_rolled_up as hourly
    on hourly.request_source = kept.request_source
    and hourly.source_file_key is not distinct from kept.source_file_key
    and hourly.hour_at = kept.hour_at
where kept.request_count is distinct from hourly.request_count
    or kept.success_count is distinct from hourly.success_count
    or kept.client_error_count is distinct from hourly.client_error_count
    or kept.throttled_count is distinct from hourly.throttled_count
    or kept.timeout_count is distinct from hourly.timeout_count
    or kept.server_error_count is distinct from hourly.server_error_count
    or kept.response_bytes_sum is distinct from hourly.response_bytes_sum

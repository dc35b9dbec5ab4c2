-- Blocks. Guards every sum: no request takes less than no time or answers less than nothing, and no hour of the roll-up counts so.
select 'fact_request' as fact, source_file_key, request_source, date_trunc('hour', requested_at) as hour_at
from star.fact_request
where duration_ms < 0 or response_bytes < 0
union all
select 'fact_request_hourly', source_file_key, request_source, hour_at
from star.fact_request_hourly
where least(request_count, timed_request_count, response_bytes_sum, sized_request_count) < 0 or duration_ms_sum < 0

-- Blocks. Guards every line of the files: the ledger counts as many loaded lines as the roll-up has requests. Of a file whose first
-- hours are kept no longer the roll-up has fewer.
with rolled_up as (
    select source_file_key, min(hour_at) as first_hour_at, sum(request_count) as request_count
    from star.fact_request_hourly
    where request_source = 'access-log'
    group by source_file_key
),
kept_since as (
    select min(first_hour_at) as first_hour_at from rolled_up
)
select
    source_file_key,
    source_file.file_path,
    source_file.loaded_line_count,
    rolled_up.request_count
from ops.source_file
full join rolled_up using (source_file_key)
cross join kept_since
where coalesce(rolled_up.request_count, 0) > coalesce(source_file.loaded_line_count, 0)
    or (
        coalesce(rolled_up.request_count, 0) < source_file.loaded_line_count
        and date_trunc('hour', source_file.first_requested_at) >= coalesce(rolled_up.first_hour_at, kept_since.first_hour_at)
    )

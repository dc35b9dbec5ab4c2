-- Grain: one row per file of the access logs that holds requests of the range, or lines that are none.
select
    parse_filename(file_path) as file_name,
    file_path,
    committed_line,
    loaded_line_count,
    rejected_line_count,
    blank_line_count,
    first_requested_at,
    last_requested_at,
    last_read_at
from ops.source_file
where first_requested_at is null
    or first_requested_at < $2::date + interval 1 day and last_requested_at >= $1::date
order by rejected_line_count desc, file_path;

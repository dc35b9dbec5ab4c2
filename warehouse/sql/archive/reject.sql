-- Grain: one row per line that is no request, of a file that was last read before the days that are kept.
select source_file.last_read_at::date as archived_date, reject.*, source_file.file_path
from ops.reject
join ops.source_file on source_file.source_file_key = reject.source_file_key
where source_file.last_read_at < getvariable('kept_from')::date

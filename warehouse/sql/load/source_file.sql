-- Grain: one row per file. Records how far it was read, in the transaction that holds the rows.
create or replace temp table file_before as
select
    coalesce(max(loaded_line_count), 0) as loaded_line_count,
    coalesce(max(rejected_line_count), 0) as rejected_line_count,
    coalesce(max(blank_line_count), 0) as blank_line_count,
    max(first_requested_at) as first_requested_at,
    max(last_requested_at) as last_requested_at
from ops.source_file
where source_file_key = getvariable('source_file_key');

delete from ops.source_file where source_file_key = getvariable('source_file_key');

insert into ops.source_file
select
    getvariable('source_file_key'),
    getvariable('source'),
    getvariable('file_path'),
    getvariable('head_length'),
    getvariable('head_hash'),
    getvariable('tail_hash'),
    getvariable('committed_offset'),
    getvariable('committed_line'),
    getvariable('compressed_trailer'),
    file_before.loaded_line_count + getvariable('loaded_line_count')::bigint,
    file_before.rejected_line_count + getvariable('rejected_line_count')::bigint,
    file_before.blank_line_count + getvariable('blank_line_count')::bigint,
    least(file_before.first_requested_at, make_timestamp(staged.first_requested_at_us)),
    greatest(file_before.last_requested_at, make_timestamp(staged.last_requested_at_us)),
    getvariable('read_at')::timestamp,
    getvariable('run_id')
from file_before
cross join (
    select min(requested_at_us) as first_requested_at_us, max(requested_at_us) as last_requested_at_us
    from staged_request
) as staged;

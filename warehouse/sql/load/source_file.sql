-- Grain: one row per file. Records how far it was read, in the transaction that holds the rows.
create or replace temp table file_before as
select
    coalesce(max(loaded_line_count), 0) as loaded_line_count,
    coalesce(max(rejected_line_count), 0) as rejected_line_count,
    coalesce(max(blank_line_count), 0) as blank_line_count
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
    (select min(requested_at) from star.fact_request where source_file_key = getvariable('source_file_key')),
    (select max(requested_at) from star.fact_request where source_file_key = getvariable('source_file_key')),
    getvariable('read_at')::timestamp,
    getvariable('run_id')
from file_before;

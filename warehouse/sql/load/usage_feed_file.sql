-- Grain: one row per file of the usage feed and UTC day it holds. Puts the staged files in the place of what lay at their paths.
delete from ops.usage_feed_file
where file_path in (select file_path from staged_usage_feed_file)
    or content_sha256 in (select content_sha256 from staged_usage_feed_file);

insert into ops.usage_feed_file
select
    file_path,
    content_sha256,
    usage_date::date,
    row_count,
    getvariable('run_id'),
    getvariable('loaded_at')::timestamp
from staged_usage_feed_file;

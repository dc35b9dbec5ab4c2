-- Grain: one row per file of the usage feed, as it was when it was loaded, and UTC day it holds; one without a day for a file without rows.
create table ops.usage_feed_file (
    file_path      varchar   not null,
    content_sha256 varchar   not null,
    usage_date     date,
    row_count      bigint    not null,
    run_id         varchar   not null,
    loaded_at      timestamp not null
);
comment on table ops.usage_feed_file is 'Files of the usage feed and the days they held when they were loaded; a file of another content is loaded again';
comment on column ops.usage_feed_file.file_path is 'Where the file lay';
comment on column ops.usage_feed_file.content_sha256 is 'SHA-256 of the names of the columns that are read and of its content before compression, hexadecimal';
comment on column ops.usage_feed_file.usage_date is 'UTC calendar day that it holds rows of; NULL when it holds none at all';
comment on column ops.usage_feed_file.row_count is 'Its rows of the day (rows)';
comment on column ops.usage_feed_file.run_id is 'Run that loaded it';
comment on column ops.usage_feed_file.loaded_at is 'When it was loaded (UTC)';

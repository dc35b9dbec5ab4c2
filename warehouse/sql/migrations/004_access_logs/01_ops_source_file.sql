-- Grain: one row per file that was ever read, known by its content and not by its name.
create table ops.source_file (
    source_file_key     integer   not null,
    source              varchar   not null,
    file_path           varchar   not null,
    head_length         integer   not null,
    head_hash           varchar   not null,
    tail_hash           varchar   not null,
    committed_offset    bigint    not null,
    committed_line      bigint    not null,
    compressed_trailer  varchar,
    loaded_line_count   bigint    not null,
    rejected_line_count bigint    not null,
    blank_line_count    bigint    not null,
    first_requested_at  timestamp,
    last_requested_at   timestamp,
    last_read_at        timestamp not null,
    run_id              varchar   not null
);
comment on table ops.source_file is 'Files of access logs and how far each was read: committed with the rows, so that no line is lost or read twice';
comment on column ops.source_file.source_file_key is 'Surrogate key, assigned once';
comment on column ops.source_file.source is 'Name of the source: access-logs';
comment on column ops.source_file.file_path is 'Where the file was last found';
comment on column ops.source_file.head_length is 'How many of the file''s first bytes are hashed, at most 1024 (bytes)';
comment on column ops.source_file.head_hash is 'SHA-256 of those bytes of the decompressed file';
comment on column ops.source_file.tail_hash is 'SHA-256 of as many bytes before the committed offset';
comment on column ops.source_file.committed_offset is 'Up to where the decompressed file was read (bytes)';
comment on column ops.source_file.committed_line is 'Lines up to there (lines)';
comment on column ops.source_file.compressed_trailer is 'Size and checksum of the compressed file when all of it was read; NULL when it is not compressed';
comment on column ops.source_file.loaded_line_count is 'Lines that became requests (lines)';
comment on column ops.source_file.rejected_line_count is 'Lines that are none, in ops.reject (lines)';
comment on column ops.source_file.blank_line_count is 'Blank lines (lines)';
comment on column ops.source_file.first_requested_at is 'Time of its earliest request (UTC); NULL when it has none';
comment on column ops.source_file.last_requested_at is 'Time of its latest request (UTC); NULL when it has none';
comment on column ops.source_file.last_read_at is 'When something of it was last read (UTC)';
comment on column ops.source_file.run_id is 'Run that did';

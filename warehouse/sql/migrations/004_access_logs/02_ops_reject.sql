-- Grain: one row per line of a file that is no request.
create table ops.reject (
    source_file_key integer not null,
    line_number     bigint  not null,
    byte_offset     bigint  not null,
    reason          varchar not null,
    excerpt         varchar not null
);
comment on table ops.reject is 'Lines of access logs that were not loaded, with their reason';
comment on column ops.reject.source_file_key is 'The file, in ops.source_file';
comment on column ops.reject.line_number is 'Number of the line in its file, from 1';
comment on column ops.reject.byte_offset is 'Where the line begins in the decompressed file, from 0 (bytes)';
comment on column ops.reject.reason is 'Why it is no request, as the end of a sentence that begins with "the line"';
comment on column ops.reject.excerpt is 'Its printable beginning, persons, addresses, queries and secrets masked';

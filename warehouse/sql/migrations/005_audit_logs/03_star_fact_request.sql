-- Grain: one row per request. Requests that an audit log tells of come from no file: star.fact_audit_event says where each is from.
alter table star.fact_request alter column source_file_key drop not null;
alter table star.fact_request alter column line_number drop not null;
alter table star.fact_request alter column byte_offset drop not null;
comment on column star.fact_request.request_source is 'Where the request was read: access-log, or audit-api for one that an audit log tells of. A request may be in both: never add them';
comment on column star.fact_request.source_file_key is 'The file it was read from, in ops.source_file; NULL when it was read from an audit log';
comment on column star.fact_request.line_number is 'Its line there, from 1; NULL when it was read from an audit log';
comment on column star.fact_request.byte_offset is 'Where that line begins in the decompressed file, from 0 (bytes); NULL when it was read from an audit log';

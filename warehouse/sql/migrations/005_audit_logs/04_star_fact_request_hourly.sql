-- Grain: one row per request source, UTC hour, endpoint, user and file.
alter table star.fact_request_hourly alter column source_file_key drop not null;
comment on column star.fact_request_hourly.request_source is 'Where the requests were read: access-log, or audit-api for those that an audit log tells of. A request may be in both: never add them';
comment on column star.fact_request_hourly.source_file_key is 'The file they were read from, in ops.source_file; NULL when they were read from an audit log';

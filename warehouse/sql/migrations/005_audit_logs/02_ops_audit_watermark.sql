-- Grain: one row per audit log that was ever read.
create table ops.audit_watermark (
    audit_source     varchar   not null,
    last_event_at    timestamp,
    last_event_id    varchar,
    read_from        timestamp,
    read_until       timestamp not null,
    landing_fetch_id varchar   not null,
    run_id           varchar   not null
);
comment on table ops.audit_watermark is 'How far each audit log was read: committed with the rows, so that no event is lost';
comment on column ops.audit_watermark.audit_source is 'Shape of the audit log, as in star.fact_audit_event';
comment on column ops.audit_watermark.last_event_at is 'Time of the last event that was read (UTC); the next reading begins the overlap before it. NULL when there was none. An event later than the reading itself does not count';
comment on column ops.audit_watermark.last_event_id is 'Id of that event; NULL when there was none';
comment on column ops.audit_watermark.read_from is 'From when on the log was read without a gap (UTC); NULL when from its beginning';
comment on column ops.audit_watermark.read_until is 'When the log was last read to its end (UTC)';
comment on column ops.audit_watermark.landing_fetch_id is 'Newest landing folder that is loaded';
comment on column ops.audit_watermark.run_id is 'Run that loaded it';

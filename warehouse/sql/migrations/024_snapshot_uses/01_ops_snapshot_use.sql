-- Grain: one row per query of 'meterhouse sql' and per export.
create table ops.snapshot_use (
    used_at     timestamp not null,
    command     varchar   not null,
    subject     varchar   not null,
    snapshot_id varchar   not null
);
comment on table ops.snapshot_use is 'What was taken out of snapshots by ''meterhouse sql'' and by exports, when this snapshot was made; who reads the file with an engine of their own leaves no row';
comment on column ops.snapshot_use.used_at is 'When (UTC)';
comment on column ops.snapshot_use.command is 'sql, or the name of the export: focus or star';
comment on column ops.snapshot_use.subject is 'Range of the export; of a query its checksum (SHA-256), for its words may name a person';
comment on column ops.snapshot_use.snapshot_id is 'Snapshot that was read';

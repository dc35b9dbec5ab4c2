-- Grain: one row per published snapshot; the newest row describes the file it is read from.
create table ops.snapshot (
    snapshot_id  varchar   not null,
    run_id       varchar   not null,
    data_through date,
    published_at timestamp not null
);
comment on table ops.snapshot is 'Published snapshots; the newest row describes the file itself';
comment on column ops.snapshot.snapshot_id is 'Identity of the snapshot, printed on reports';
comment on column ops.snapshot.run_id is 'Run that published it';
comment on column ops.snapshot.data_through is 'Last complete UTC day loaded; NULL when none is';
comment on column ops.snapshot.published_at is 'When it was published (UTC)';

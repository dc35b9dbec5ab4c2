-- Grain: one row per run of a command that may change the warehouse.
create table ops.run (
    run_id            varchar   not null,
    command           varchar   not null,
    from_date         date,
    to_date           date,
    started_at        timestamp not null,
    ended_at          timestamp,
    state             varchar   not null,
    loaded_day_count  integer   not null,
    failed_day_count  integer   not null,
    litellm_version   varchar,
    source_warning    varchar,
    error             varchar
);
comment on table ops.run is 'Runs of the commands that change the warehouse';
comment on column ops.run.run_id is 'Identity of the run, printed on reports';
comment on column ops.run.command is 'The command, for example nightly or backfill';
comment on column ops.run.from_date is 'First UTC day of the run''s range, inclusive';
comment on column ops.run.to_date is 'Last UTC day of the run''s range, inclusive';
comment on column ops.run.started_at is 'When the run began (UTC)';
comment on column ops.run.ended_at is 'When the run ended (UTC); NULL while it runs or after it was killed';
comment on column ops.run.state is 'running, done, gaps, stopped, failed';
comment on column ops.run.loaded_day_count is 'Days this run loaded (days)';
comment on column ops.run.failed_day_count is 'Days this run tried and did not load (days)';
comment on column ops.run.litellm_version is 'Version the LiteLLM proxy reported; NULL when unknown';
comment on column ops.run.source_warning is 'What is known against that version''s own figures; NULL when nothing is';
comment on column ops.run.error is 'Why the run failed, or what it had to do without; NULL when neither';

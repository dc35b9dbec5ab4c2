-- Grain: one row per run and quality check.
create table ops.quality_result (
    run_id              varchar   not null,
    check_name          varchar   not null,
    severity            varchar   not null,
    offending_row_count bigint    not null,
    checked_at          timestamp not null
);
comment on table ops.quality_result is 'What the quality checks found, run by run';
comment on column ops.quality_result.run_id is 'Run that checked';
comment on column ops.quality_result.check_name is 'Name of the check: the object and the statement that must hold';
comment on column ops.quality_result.severity is 'blocks (nothing is published) or warns';
comment on column ops.quality_result.offending_row_count is 'Rows that break the statement (rows); 0 is a pass';
comment on column ops.quality_result.checked_at is 'When it was checked (UTC)';

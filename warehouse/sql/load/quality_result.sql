-- Grain: one row per run and quality check. Adds one.
insert into ops.quality_result
select
    getvariable('run_id'),
    getvariable('check_name'),
    getvariable('severity'),
    getvariable('offending_row_count')::bigint,
    getvariable('checked_at')::timestamp;

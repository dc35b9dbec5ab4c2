-- Grain: one row per source and UTC day. Records an attempt that failed; what was loaded before stays loaded.
update ops.day_status
set
    last_attempt_at = getvariable('attempted_at')::timestamp,
    last_error = getvariable('error'),
    attempt_count = attempt_count + 1,
    run_id = getvariable('run_id')
where source = getvariable('source') and usage_date = getvariable('usage_date')::date;

insert into ops.day_status
select
    getvariable('source'), getvariable('usage_date')::date, 'failed', false, null, null, null, null, null,
    getvariable('attempted_at')::timestamp, getvariable('error'), 1, null, getvariable('run_id'), null, null
where not exists (
    select 1 from ops.day_status where source = getvariable('source') and usage_date = getvariable('usage_date')::date
);

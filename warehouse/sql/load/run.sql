-- Grain: one row per run. Replaces the run's row as it goes on.
delete from ops.run where run_id = getvariable('run_id');
insert into ops.run
select
    getvariable('run_id'),
    getvariable('command'),
    getvariable('from_date')::date,
    getvariable('to_date')::date,
    getvariable('started_at')::timestamp,
    getvariable('ended_at')::timestamp,
    getvariable('state'),
    getvariable('loaded_day_count')::integer,
    getvariable('failed_day_count')::integer,
    getvariable('litellm_version'),
    getvariable('source_warning'),
    getvariable('error');

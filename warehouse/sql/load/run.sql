-- Grain: one row per run. Replaces the run's row as it goes on. One run has the lease at a time, so another that still counts as
-- running was killed; when it ended nobody knows.
update ops.run
set state = 'stopped', error = 'Its process was killed; the next run went on from there.'
where state = 'running' and run_id <> getvariable('run_id');

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

-- Grain: one row per published snapshot. Adds the one that is about to be copied.
insert into ops.snapshot
select
    getvariable('snapshot_id'),
    getvariable('run_id'),
    (select max(usage_date) from ops.day_status where state in ('loaded', 'zero')),
    getvariable('published_at')::timestamp;

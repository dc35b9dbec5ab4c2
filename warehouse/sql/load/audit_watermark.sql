-- Grain: one row per audit log. Moves on to the last event of a reading onwards, which is the log's end or as far as it was read; an
-- event later than the reading is no end, or a wrong clock would hide every event after it.
create or replace temp table watermark_before as
select * from ops.audit_watermark where audit_source = getvariable('audit_source');

create or replace temp table last_of_reading as
select make_timestamp(occurred_at_us) as event_at, event_id
from staged_audit_event
where make_timestamp(occurred_at_us) <= getvariable('fetched_at')::timestamp
union all
select last_event_at, last_event_id from watermark_before where last_event_at is not null
order by event_at desc, event_id desc
limit 1;

delete from ops.audit_watermark where audit_source = getvariable('audit_source');

insert into ops.audit_watermark
select
    getvariable('audit_source'),
    (select event_at from last_of_reading),
    (select event_id from last_of_reading),
    if(exists (from watermark_before), (select read_from from watermark_before), getvariable('since')::timestamp),
    greatest((select read_until from watermark_before), getvariable('read_until')::timestamp),
    greatest((select landing_fetch_id from watermark_before), getvariable('landing_fetch_id')),
    getvariable('run_id');

-- Grain: one row per UTC day that a reading of the audit log would have brought: from the day of the last event to yesterday.
-- What was loaded before stays loaded.
create or replace temp table unread_day as
select calendar_date as usage_date
from star.dim_date
where calendar_date between
    coalesce(
        (
            select max(read_until)::date
            from ops.audit_watermark
            where (audit_source = 'litellm') = (getvariable('source') = 'litellm-audit')
        ),
        getvariable('as_of')::date - 1
    )
    and getvariable('as_of')::date - 1;

update ops.day_status
set
    last_attempt_at = getvariable('attempted_at')::timestamp,
    last_error = getvariable('error'),
    attempt_count = attempt_count + 1,
    run_id = getvariable('run_id')
where source = getvariable('source') and usage_date in (select usage_date from unread_day) and state <> 'expired';

insert into ops.day_status
select
    getvariable('source'), usage_date, 'failed', false, null, null, null, null, null,
    getvariable('attempted_at')::timestamp, getvariable('error'), 1, null, getvariable('run_id'), null, null
from unread_day
where usage_date not in (select usage_date from ops.day_status where source = getvariable('source'));

-- Grain: one row per UTC day that a file of access logs holds or would have brought: from its first day to yesterday; of a file that
-- nobody knows, from the last day that was read of any. Runs behind access_log_days; what was loaded before stays loaded.
create or replace temp table unread_day as
select calendar_date as usage_date
from star.dim_date
where calendar_date between
    coalesce(
        (
            select arg_max(first_requested_at, source_file_key)::date
            from ops.source_file
            where source = 'access-logs' and file_path = getvariable('file_path')
        ),
        (
            select max(last_requested_at)::date
            from ops.source_file
            where source = 'access-logs' and last_requested_at < getvariable('as_of')::date
        ),
        getvariable('as_of')::date - 1
    )
    and getvariable('as_of')::date - 1;

update ops.day_status
set last_error = concat_ws('; ', last_error, getvariable('error'))
where source = 'access-logs' and usage_date in (select usage_date from unread_day) and state <> 'expired';

insert into ops.day_status
select
    'access-logs', usage_date, 'failed', false, null, null, null, null, null,
    getvariable('read_at')::timestamp, getvariable('error'),
    case
        when day_before.usage_date is null then 1
        when day_before.run_id = getvariable('run_id') then day_before.attempt_count
        else day_before.attempt_count + 1
    end,
    null, getvariable('run_id'), null, null
from unread_day
left join access_log_day_before as day_before using (usage_date)
where usage_date not in (select usage_date from ops.day_status where source = 'access-logs');

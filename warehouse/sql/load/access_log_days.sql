-- Grain: one row per UTC day of the access logs, none after the day of the reading. A day without a request is zero only when lines of
-- at most 31 days before and after it were read: further apart, one of them may be of a clock that was wrong. A day is
-- loaded when a line of a later day was read, or one of its files after 02:00 of the next day: a log that was lost meanwhile stays partial.
create or replace temp table access_log_day_before as
select usage_date, last_attempt_at, last_error, attempt_count, run_id from ops.day_status where source = 'access-logs';

-- A day before the kept range is known by its row alone, unless its files were read again since.
delete from ops.day_status
where source = 'access-logs'
    and (
        state <> 'expired'
        or usage_date in (select hour_at::date from star.fact_request_hourly where request_source = 'access-log')
    );

insert into ops.day_status
with day_total as (
    select hour_at::date as usage_date, count(*) as row_count, sum(request_count)::bigint as request_count
    from star.fact_request_hourly
    where request_source = 'access-log' and hour_at < getvariable('read_at')::timestamp::date + 1
    group by usage_date
),
day_read as (
    select
        day_total.usage_date,
        day_total.usage_date < (
            select max(last_requested_at)::date from ops.source_file where source = 'access-logs'
        )
        or exists (
            from ops.source_file
            where source = 'access-logs'
                and first_requested_at < day_total.usage_date + 1
                and last_requested_at >= day_total.usage_date
                and last_read_at >= day_total.usage_date + interval 26 hour
        ) as is_to_its_end
    from day_total
),
stretch as (
    select usage_date as first_date, lead(usage_date) over (order by usage_date) as next_date
    from (
        select usage_date from day_total
        union
        select usage_date
        from ops.day_status
        where source = 'access-logs' and state = 'expired' and request_count > 0
    )
)
select
    'access-logs',
    dim_date.calendar_date,
    case
        when dim_date.calendar_date >= getvariable('as_of')::date then 'partial'
        when day_total.usage_date is null then 'zero'
        when day_read.is_to_its_end then 'loaded'
        else 'partial'
    end,
    dim_date.calendar_date < getvariable('as_of')::date - getvariable('lookback_days')::integer
        and coalesce(day_read.is_to_its_end, true),
    getvariable('read_at')::timestamp,
    coalesce(day_total.row_count, 0),
    coalesce(day_total.request_count, 0),
    null,
    null,
    getvariable('read_at')::timestamp,
    null,
    case
        when day_before.usage_date is null then 1
        when day_before.run_id = getvariable('run_id') then day_before.attempt_count
        else day_before.attempt_count + 1
    end,
    null,
    getvariable('run_id'),
    null,
    null
from stretch
join star.dim_date
    on dim_date.calendar_date = stretch.first_date
    or (
        dim_date.calendar_date > stretch.first_date
        and dim_date.calendar_date < stretch.next_date
        and stretch.next_date - stretch.first_date <= 31
    )
left join day_total on day_total.usage_date = dim_date.calendar_date
left join day_read on day_read.usage_date = dim_date.calendar_date
left join access_log_day_before as day_before on day_before.usage_date = dim_date.calendar_date
where dim_date.calendar_date not in (
    select usage_date from ops.day_status where source = 'access-logs' and state = 'expired'
);

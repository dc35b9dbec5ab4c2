-- Grain: one row per UTC day of the access logs. A day without a request is zero only when lines before and after it were read.
delete from ops.day_status where source = 'access-logs';

insert into ops.day_status
with day_total as (
    select hour_at::date as usage_date, count(*) as row_count, sum(request_count)::bigint as request_count
    from star.fact_request_hourly
    where request_source = 'access-log'
    group by usage_date
),
span as (
    select min(usage_date) as first_date, max(usage_date) as last_date from day_total
)
select
    'access-logs',
    dim_date.calendar_date,
    case
        when day_total.usage_date is null then 'zero'
        when dim_date.calendar_date >= getvariable('as_of')::date then 'partial'
        else 'loaded'
    end,
    dim_date.calendar_date < getvariable('as_of')::date - getvariable('lookback_days')::integer,
    getvariable('read_at')::timestamp,
    coalesce(day_total.row_count, 0),
    coalesce(day_total.request_count, 0),
    null,
    null,
    getvariable('read_at')::timestamp,
    null,
    1,
    null,
    getvariable('run_id'),
    null,
    null
from span
join star.dim_date on dim_date.calendar_date between span.first_date and span.last_date
left join day_total on day_total.usage_date = dim_date.calendar_date;

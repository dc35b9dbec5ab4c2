-- Grain: one row: by how much of a hundred the requests of the last complete UTC day are fewer than the median of the same weekday of the
-- eight weeks before. Fewer than three of them say nothing.
create or replace temp table alert_figure as
with days as (
    select status.usage_date, coalesce(sum(fact.request_count), 0) as request_count
    from ops.day_status as status
    left join star.fact_usage_daily as fact on fact.usage_date = status.usage_date
    where status.source = 'litellm'
        and status.state in ('loaded', 'zero')
        and status.usage_date between (select last_day - 56 from alert_day) and (select last_day from alert_day)
        and isodow(status.usage_date) = (select isodow(last_day) from alert_day)
    group by status.usage_date
),
usual as (
    select median(request_count) as request_count, count(*) as day_count
    from days
    where usage_date < (select last_day from alert_day)
)
select
    'total' as scope_kind,
    '(all)' as scope_id,
    null as detail,
    days.usage_date as period_from,
    case when usual.day_count >= 3 and usual.request_count > 0
        then greatest(100 - 100 * days.request_count / usual.request_count, 0)
    end as drop_percent
from days
cross join usual
where days.usage_date = (select last_day from alert_day);

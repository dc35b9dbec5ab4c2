-- Grain: one row per UTC day from the first event of the audit log to the day up to which it was read; LiteLLM's own log has days
-- of its own. A day without an event is zero when the log was read on both sides of it; a day that was only ever read by itself has
-- a row when it has events.
-- A day before the kept range is known by its row alone, unless events of it were read again since.
delete from ops.day_status
where source = getvariable('source')
    and (
        state <> 'expired'
        or usage_date in (
            select occurred_at::date
            from star.fact_audit_event
            where (audit_source = 'litellm') = (getvariable('source') = 'litellm-audit')
        )
    );

insert into ops.day_status
with day_total as (
    select occurred_at::date as usage_date, count(*) as row_count, max(landing_fetch_id) as landing_fetch_id
    from star.fact_audit_event
    where (audit_source = 'litellm') = (getvariable('source') = 'litellm-audit')
    group by usage_date
),
watermark as (
    select read_from, read_until
    from ops.audit_watermark
    where (audit_source = 'litellm') = (getvariable('source') = 'litellm-audit')
),
span as (
    select
        least(
            (select min(usage_date) from day_total),
            (
                select max(usage_date) + 1
                from ops.day_status
                where source = getvariable('source') and state = 'expired'
            )
        ) as first_date,
        (select max(read_until) from watermark)::date as read_date,
        greatest(
            (select max(usage_date) from day_total),
            (select max(read_until) from watermark)::date
        ) as last_date,
        coalesce((select min(read_from) from watermark), timestamp '0001-01-01')::date as read_from_date
)
select
    getvariable('source'),
    dim_date.calendar_date,
    case
        when dim_date.calendar_date >= coalesce(span.read_date, getvariable('as_of')::date) then 'partial'
        when day_total.usage_date is null then 'zero'
        else 'loaded'
    end,
    dim_date.calendar_date < coalesce(span.read_date, getvariable('as_of')::date) - getvariable('lookback_days')::integer,
    getvariable('read_at')::timestamp,
    coalesce(day_total.row_count, 0),
    null,
    null,
    null,
    getvariable('read_at')::timestamp,
    null,
    1,
    day_total.landing_fetch_id,
    getvariable('run_id'),
    null,
    null
from span
join star.dim_date on dim_date.calendar_date between span.first_date and span.last_date
left join day_total on day_total.usage_date = dim_date.calendar_date
where (day_total.usage_date is not null or (dim_date.calendar_date between span.read_from_date and span.read_date))
    and dim_date.calendar_date not in (
        select usage_date from ops.day_status where source = getvariable('source') and state = 'expired'
    );

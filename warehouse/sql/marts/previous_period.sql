-- Grain: one row: the period that a range is compared with. A range of whole months has whole months of the year before; else
-- the 28th of February has the 28th before it, or a single day would be compared with two.
create or replace macro marts.previous_period(from_date, to_date, compare_with := 'period before') as table
with period as (
    select
        case
            when compare_with = 'year before' then from_date - interval 1 year
            when from_date = date_trunc('year', from_date) and to_date = from_date + interval 1 year - interval 1 day
                then from_date - interval 1 year
            when from_date = date_trunc('quarter', from_date) and to_date = from_date + interval 3 month - interval 1 day
                then from_date - interval 3 month
            when from_date = date_trunc('month', from_date) and to_date = from_date + interval 1 month - interval 1 day
                then from_date - interval 1 month
            else from_date - to_days((to_date - from_date + 1)::integer)
        end::date as previous_from_date,
        case
            when compare_with = 'year before' and to_date = last_day(to_date) and day(from_date) = 1
                then last_day(to_date - interval 1 year)
            when compare_with = 'year before' then to_date - interval 1 year
            else from_date - interval 1 day
        end::date as previous_to_date
)
select
    any_value(period.previous_from_date) as previous_from_date,
    any_value(period.previous_to_date) as previous_to_date,
    count(*) filter (where dim_date.calendar_date <= period.previous_to_date and day_status.state in ('loaded', 'zero'))
        = any_value(period.previous_to_date - period.previous_from_date + 1) as is_previous_covered,
    count(*) filter (where dim_date.calendar_date >= from_date and day_status.state in ('loaded', 'zero'))
        = any_value(to_date - from_date + 1) as is_covered
from period
left join star.dim_date
    on dim_date.calendar_date between period.previous_from_date and period.previous_to_date
    or dim_date.calendar_date between from_date and to_date
left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date;
comment on macro table marts.previous_period is 'The period that a range is compared with. compare_with is ''period before'', the previous calendar month, quarter or year when the range is one, else the equal number of days before; or ''year before'', the same days of the year before (whole months for whole months). Columns: previous_from_date, previous_to_date (UTC days, inclusive); is_previous_covered (each of its days is loaded and complete); is_covered (each day of the range is)';

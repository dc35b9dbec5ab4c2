-- Blocks. Guards closed months: what was booked and corrected of a month and provider is what it comes to now, to the cent.
with whole_month as (
    select dim_date.month_start_date
    from ops.closed_month
    join star.dim_date on dim_date.month_start_date = closed_month.month_start_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    group by dim_date.month_start_date
    having bool_and(coalesce(day_status.state in ('loaded', 'zero') and day_status.is_final, false))
),
booked as (
    select month_start_date, provider_id, sum(booked_amount) as booked_amount
    from star.fact_booking
    where month_start_date in (select month_start_date from whole_month)
    group by month_start_date, provider_id
),
known as (
    select month_start_date, provider_id, sum(booked_amount) as booked_amount
    from marts.chargeback_now(
        (select min(month_start_date) from ops.closed_month), (select max(month_start_date) from ops.closed_month)
    )
    where month_start_date in (select month_start_date from whole_month)
    group by month_start_date, provider_id
)
select
    month_start_date,
    provider_id,
    coalesce(booked.booked_amount, 0) as booked_amount,
    coalesce(known.booked_amount, 0) as known_amount
from booked
full join known using (month_start_date, provider_id)
where coalesce(booked.booked_amount, 0) <> coalesce(known.booked_amount, 0)

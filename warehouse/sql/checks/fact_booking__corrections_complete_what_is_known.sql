-- Blocks. Guards closed months: what was booked and corrected of a month and provider is what it comes to now, to the cent.
with booked as (
    select month_start_date, provider_id, sum(booked_amount) as booked_amount
    from star.fact_booking
    group by month_start_date, provider_id
),
known as (
    select month_start_date, provider_id, sum(booked_amount) as booked_amount
    from marts.chargeback_now(
        (select min(month_start_date) from ops.closed_month), (select max(month_start_date) from ops.closed_month)
    )
    where month_start_date in (select month_start_date from ops.closed_month)
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

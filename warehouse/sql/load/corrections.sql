-- Grain: one row per month that is closed, provider, organisation, cost centre, project and team whose charge is another now than all that was
-- booked of it. A month of which a day is missing, as in a warehouse made anew by halves, is left as it is. What was booked stays; run again, nothing differs any more.
insert into star.fact_booking by name
with whole_month as (
    select dim_date.month_start_date
    from ops.closed_month
    join star.dim_date on dim_date.month_start_date = closed_month.month_start_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    group by dim_date.month_start_date
    having bool_and(coalesce(day_status.state in ('loaded', 'zero') and day_status.is_final, false))
),
booked as (
    select
        month_start_date, provider_id, organization_id, cost_centre_code, project_id, team_id,
        sum(metered_usd) as metered_usd,
        sum(amount_usd) as amount_usd,
        sum(booked_amount) as booked_amount,
        arg_max(cost_source, booked_at) as cost_source
    from star.fact_booking
    where month_start_date in (select month_start_date from whole_month)
    group by all
),
known as (
    select now.*
    from marts.chargeback_now(
        (select min(month_start_date) from ops.closed_month), (select max(month_start_date) from ops.closed_month)
    ) as now
    where now.month_start_date in (select month_start_date from whole_month)
)
select
    coalesce(known.month_start_date, booked.month_start_date) as month_start_date,
    coalesce(known.provider_id, booked.provider_id) as provider_id,
    coalesce(known.organization_id, booked.organization_id) as organization_id,
    coalesce(known.cost_centre_code, booked.cost_centre_code) as cost_centre_code,
    coalesce(known.project_id, booked.project_id) as project_id,
    coalesce(known.team_id, booked.team_id) as team_id,
    getvariable('found_at')::timestamp as booked_at,
    true as is_correction,
    coalesce(known.metered_usd, 0) - coalesce(booked.metered_usd, 0) as metered_usd,
    coalesce(known.amount_usd, 0) - coalesce(booked.amount_usd, 0) as amount_usd,
    coalesce(known.booked_amount, 0) - coalesce(booked.booked_amount, 0) as booked_amount,
    'USD' as currency,
    coalesce(known.cost_source, booked.cost_source) as cost_source
from known
full join booked
    on booked.month_start_date = known.month_start_date
    and booked.provider_id = known.provider_id
    and booked.organization_id = known.organization_id
    and booked.cost_centre_code = known.cost_centre_code
    and booked.project_id = known.project_id
    and booked.team_id = known.team_id
where coalesce(known.booked_amount, 0) <> coalesce(booked.booked_amount, 0)
    or coalesce(known.metered_usd, 0) <> coalesce(booked.metered_usd, 0);

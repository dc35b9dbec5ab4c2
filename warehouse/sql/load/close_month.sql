-- Grain: one row per provider, organisation, cost centre, project and team that is charged for the month: as it is known now, for ever.
insert into star.fact_booking by name
select
    month_start_date, provider_id, organization_id, cost_centre_code, project_id, team_id,
    getvariable('closed_at')::timestamp as booked_at,
    false as is_correction,
    metered_usd, amount_usd, booked_amount, currency, cost_source
from marts.chargeback_now(getvariable('month')::date, getvariable('month')::date);

insert into ops.closed_month by name
select getvariable('month')::date as month_start_date, getvariable('closed_at')::timestamp as closed_at, getvariable('run_id') as run_id;

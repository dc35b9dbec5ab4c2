-- Grain: one row per correction of a closed month that was found on a day of the range.
create or replace macro marts.corrections(from_date, to_date) as table
select
    booking.booked_at::date as found_date,
    booking.month_start_date,
    booking.provider_id,
    booking.organization_id,
    booking.cost_centre_code,
    dim_cost_centre.cost_centre_name,
    dim_cost_centre.ledger_account,
    booking.project_id,
    booking.team_id,
    booking.metered_usd,
    booking.amount_usd,
    booking.booked_amount,
    booking.currency,
    booking.cost_source
from star.fact_booking as booking
left join star.dim_cost_centre on dim_cost_centre.cost_centre_code = booking.cost_centre_code
where booking.is_correction
    and booking.booked_at::date between from_date and to_date
order by booking.booked_at, booking.month_start_date, booking.organization_id, booking.cost_centre_code, booking.project_id, booking.team_id,
    booking.provider_id;
comment on macro table marts.corrections is 'Differences of closed months, by the UTC day on which they were found: charge them beside the month in which that day lies. Columns: found_date; month_start_date (the closed month); provider_id; organization_id, cost_centre_code, cost_centre_name, ledger_account, project_id, team_id; metered_usd, amount_usd (change in US dollars); booked_amount (change in cents); currency; cost_source (invoice or litellm)';

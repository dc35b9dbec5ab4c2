-- Grain: one row per month that a day of the range lies in, provider, organisation, cost centre, project and team that pays for a part of it.
-- A closed month is as it was closed; what was found since is in marts.corrections.
create or replace macro marts.chargeback(from_date, to_date) as table
with closed as (
    select
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
        booking.cost_source,
        true as is_final,
        true as is_closed
    from star.fact_booking as booking
    left join star.dim_cost_centre on dim_cost_centre.cost_centre_code = booking.cost_centre_code
    where not booking.is_correction
        and booking.month_start_date between date_trunc('month', from_date) and to_date
),
open as (
    select *, false as is_closed
    from marts.chargeback_now(from_date, to_date)
    where month_start_date not in (select month_start_date from ops.closed_month)
)
select *
from (
    from closed
    union all by name
    from open
)
order by month_start_date, organization_id, cost_centre_code, project_id, team_id, provider_id;
comment on macro table marts.chargeback is 'What each organisation, cost centre, project and team is charged, for each month that a day of the range lies in, as a whole; a closed month as it was closed, without later corrections. Columns: month_start_date; provider_id; organization_id, cost_centre_code, cost_centre_name, ledger_account, project_id, team_id ((unassigned) where there is none; team of the day); metered_usd (US dollars, LiteLLM''s own spend); amount_usd (US dollars: the provider''s invoice spread by metered_usd, or metered_usd without an invoice); booked_amount (amount_usd in cents, so adjusted that those of a month and provider with an invoice sum to the invoice in cents, and those of a month without to its spend in cents); currency; cost_source (invoice or litellm); is_final (every day of the month is loaded and final); is_closed';

-- Grain: one row per correction of a closed month that was found on a day of the range.
with correction as (from marts.corrections($1, $2))
select
    correction.found_date,
    correction.month_start_date,
    correction.provider_id,
    correction.organization_id,
    correction.cost_centre_code,
    coalesce(correction.cost_centre_name, correction.cost_centre_code) as cost_centre_name,
    correction.ledger_account,
    correction.project_id,
    correction.team_id,
    coalesce(dim_team.team_name, correction.team_id) as team_name,
    correction.metered_usd,
    correction.amount_usd,
    correction.booked_amount,
    correction.currency,
    correction.cost_source
from correction
left join star.dim_team
    on dim_team.team_id = correction.team_id and dim_team.valid_from <= $2 and dim_team.valid_to > $2
order by correction.found_date, correction.month_start_date, correction.organization_id, correction.cost_centre_code, correction.project_id,
    correction.team_id, correction.provider_id;

-- Grain: one row per id of a party of kind $3 that $4 names on the last day of the range: that of which it is the id, else those that are called so.
with named as (
    select user_id as party_id, user_email as party_name from star.dim_user
    where $3 = 'user' and valid_from <= $2::date and valid_to > $1::date
    union
    select team_id, team_name from star.dim_team
    where $3 = 'team' and valid_from <= $2::date and valid_to > $1::date
    union
    select organization_id, organization_id from star.dim_organization where $3 = 'organization'
    union
    select cost_centre_code, cost_centre_name from star.dim_cost_centre where $3 = 'cost_centre'
)
select distinct party_id
from named
where party_id = $4 or (party_name = $4 and not exists (from named where party_id = $4))
order by party_id;

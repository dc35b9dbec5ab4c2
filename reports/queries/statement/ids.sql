-- Grain: one row per id of a party of kind $1 that $2 names: that of which it is the id, else those that were ever called so.
with named as (
    select user_id as party_id, user_email as party_name from star.dim_user where $1 = 'user'
    union
    select team_id, team_name from star.dim_team where $1 = 'team'
    union
    select organization_id, organization_id from star.dim_organization where $1 = 'organization'
    union
    select cost_centre_code, cost_centre_name from star.dim_cost_centre where $1 = 'cost_centre'
)
select distinct party_id
from named
where party_id = $2 or (party_name = $2 and not exists (from named where party_id = $2))
order by party_id;

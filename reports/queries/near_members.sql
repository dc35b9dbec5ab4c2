-- Grain: one row per name of a member of dimension $1, those most like $2 first; the names are what a filter takes.
with names as (
    select 'user' as dimension, unnest([user_id, user_email]) as name from star.dim_user
    union
    select 'team', unnest([team_id, team_name]) from star.dim_team
    union
    select 'api-key', unnest([api_key_hash, key_alias]) from star.dim_api_key
    union
    select 'model', unnest([model_name, model_group]) from star.dim_model
    union
    select 'provider', provider_id from star.dim_provider
    union
    select 'organization', organization_id from star.dim_organization
    union
    select 'cost-centre', unnest([cost_centre_code, cost_centre_name]) from star.dim_cost_centre
)
select name, name = $2 as is_exact
from names
where dimension = $1 and name is not null
order by is_exact desc, jaro_winkler_similarity(lower(name), lower($2)) desc, name
limit 5;

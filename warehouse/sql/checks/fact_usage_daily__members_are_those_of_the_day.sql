-- Blocks. Guards the past: usage belongs to the user, key and team as they were on its day, and the team is that of the key.
select
    fact.usage_date, fact.user_key, fact.api_key_key, fact.team_key,
    dim_user.user_id, dim_api_key.api_key_hash, dim_api_key.team_id as team_id_of_key, dim_team.team_id
from star.fact_usage_daily as fact
left join star.dim_user
    on dim_user.user_key = fact.user_key and dim_user.valid_from <= fact.usage_date and dim_user.valid_to > fact.usage_date
left join star.dim_api_key
    on dim_api_key.api_key_key = fact.api_key_key
    and dim_api_key.valid_from <= fact.usage_date
    and dim_api_key.valid_to > fact.usage_date
left join star.dim_team
    on dim_team.team_key = fact.team_key and dim_team.valid_from <= fact.usage_date and dim_team.valid_to > fact.usage_date
where dim_user.user_key is null
    or dim_api_key.api_key_key is null
    or dim_team.team_key is null
    or dim_team.team_id <> coalesce(dim_api_key.team_id, '(unassigned)')

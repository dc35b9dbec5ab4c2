-- Grain: one row per UTC day, API key, model, provider and user. Until a directory is loaded again every member has one version, and
-- the team of a row is that version's; what was observed of keys that moved is kept and gives both their history then.
update star.fact_usage_daily
set team_key = coalesce(dim_team.team_key, 0)
from star.dim_api_key
left join star.dim_team on dim_team.team_id = dim_api_key.team_id
where dim_api_key.api_key_key = fact_usage_daily.api_key_key
    and fact_usage_daily.team_key <> coalesce(dim_team.team_key, 0);
comment on column star.fact_usage_daily.user_key is 'User of the row as of the day (star.dim_user)';
comment on column star.fact_usage_daily.api_key_key is 'API key as of the day (star.dim_api_key)';
comment on column star.fact_usage_daily.team_key is 'Team of the key as of the day (star.dim_team)';

-- Grain: one row per UTC day, API key, model, provider and user.
comment on column star.fact_usage_daily.team_key is 'Team of the key when the day was first loaded (star.dim_team)';

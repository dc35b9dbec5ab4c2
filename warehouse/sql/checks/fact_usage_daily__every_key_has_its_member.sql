-- Blocks. Guards the joins of the marts: a fact whose member is missing would vanish from every report.
select fact.usage_date, fact.user_key, fact.api_key_key, fact.team_key, fact.model_key, fact.provider_key, fact.allocation_key
from star.fact_usage_daily as fact
where user_key not in (select user_key from star.dim_user)
    or api_key_key not in (select api_key_key from star.dim_api_key)
    or team_key not in (select team_key from star.dim_team)
    or model_key not in (select model_key from star.dim_model)
    or provider_key not in (select provider_key from star.dim_provider)
    or allocation_key is null
    or allocation_key not in (select allocation_key from star.dim_allocation)

-- Blocks. Guards the joins of the marts: a fact whose member is missing would vanish from every answer.
select usage_date, user_key, api_key_key, model_key, provider_key
from star.fact_usage_feed_daily
where user_key not in (select user_key from star.dim_user)
    or api_key_key not in (select api_key_key from star.dim_api_key)
    or model_key not in (select model_key from star.dim_model)
    or provider_key not in (select provider_key from star.dim_provider)

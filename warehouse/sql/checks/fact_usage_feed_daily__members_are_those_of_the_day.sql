-- Blocks. Guards the past: usage belongs to the user and key as they were on its day.
select fact.usage_date, fact.feed_name, fact.user_key, fact.api_key_key
from star.fact_usage_feed_daily as fact
left join star.dim_user
    on dim_user.user_key = fact.user_key and dim_user.valid_from <= fact.usage_date and dim_user.valid_to > fact.usage_date
left join star.dim_api_key
    on dim_api_key.api_key_key = fact.api_key_key
    and dim_api_key.valid_from <= fact.usage_date
    and dim_api_key.valid_to > fact.usage_date
where dim_user.user_key is null or dim_api_key.api_key_key is null

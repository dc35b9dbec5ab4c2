-- Blocks. Guards the grain: two rows of one day, key, model, provider and user would count usage twice.
select gateway, usage_date, api_key_key, model_key, provider_key, user_key, count(*) as row_count
from star.fact_usage_daily
group by all
having count(*) > 1

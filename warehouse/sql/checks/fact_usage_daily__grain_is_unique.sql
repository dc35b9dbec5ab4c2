-- Blocks. Guards the grain: two rows of one day, key, model, provider and user would count usage twice.
-- Where persons are one member in the snapshot, what they are allocated to still tells them apart.
select gateway, usage_date, api_key_key, model_key, provider_key, user_key, allocation_key, count(*) as row_count
from star.fact_usage_daily
group by all
having count(*) > 1

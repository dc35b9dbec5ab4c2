-- Blocks. Guards the grain: two rows of one feed, day, key, model, provider and user would count usage twice.
select feed_name, usage_date, api_key_key, model_key, provider_key, user_key, count(*) as row_count
from star.fact_usage_feed_daily
group by all
having count(*) > 1

-- Grain: one row per UTC day and storage of the person.
select usage_date, storage_name, user_id, stored_bytes
from star.fact_storage_daily
join star.dim_user using (user_key)
where user_id in (select user_id from asked_user)
order by all

-- Grain: one row per UTC hour and endpoint with requests of the person.
select hour_at, user_id, request_source, service_id, endpoint_path, request_count
from star.fact_request_hourly
join star.dim_user using (user_key)
join (select endpoint_key, endpoint_path from star.dim_endpoint) using (endpoint_key)
join star.dim_service using (service_key)
where user_id in (select user_id from asked_user)
order by all

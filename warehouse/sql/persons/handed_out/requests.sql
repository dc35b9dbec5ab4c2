-- Grain: one row per request of the person that is kept one by one.
select
    requested_at, user_id, request_source, service_id, endpoint_path, method, status, outcome, duration_ms, response_bytes, client_network,
    agent_family
from star.fact_request
join star.dim_user using (user_key)
join (select endpoint_key, endpoint_path from star.dim_endpoint) using (endpoint_key)
join star.dim_service using (service_key)
join star.dim_client using (client_key)
where user_id in (select user_id from asked_user)
order by requested_at, endpoint_path

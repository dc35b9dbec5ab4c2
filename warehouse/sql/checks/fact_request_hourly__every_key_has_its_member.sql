-- Blocks. Guards the joins of the marts: an hour of requests whose member is missing would vanish from every answer.
select request_source, hour_at, user_key, service_key, endpoint_key, source_file_key, request_count
from star.fact_request_hourly
where user_key not in (select user_key from star.dim_user)
    or service_key not in (select service_key from star.dim_service)
    or endpoint_key not in (select endpoint_key from star.dim_endpoint)

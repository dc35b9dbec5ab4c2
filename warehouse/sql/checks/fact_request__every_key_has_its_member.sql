-- Blocks. Guards the joins of the marts: a request whose member is missing would vanish from every answer.
select request_source, requested_at, source_file_key, line_number, user_key, service_key, endpoint_key, client_key
from star.fact_request
where user_key not in (select user_key from star.dim_user)
    or service_key not in (select service_key from star.dim_service)
    or endpoint_key not in (select endpoint_key from star.dim_endpoint)
    or client_key not in (select client_key from star.dim_client)

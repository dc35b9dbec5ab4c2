-- Grain: one row per request before the days that are kept, with the names that its keys stand for.
select
    fact.requested_at::date as archived_date,
    fact.*,
    dim_user.user_id,
    dim_service.service_id,
    dim_endpoint.endpoint_path,
    dim_client.client_network,
    dim_client.agent_family,
    source_file.file_path
from star.fact_request as fact
left join star.dim_user on dim_user.user_key = fact.user_key
left join star.dim_service on dim_service.service_key = fact.service_key
left join star.dim_endpoint on dim_endpoint.endpoint_key = fact.endpoint_key
left join star.dim_client on dim_client.client_key = fact.client_key
left join ops.source_file on source_file.source_file_key = fact.source_file_key
where fact.requested_at < getvariable('kept_from')::date

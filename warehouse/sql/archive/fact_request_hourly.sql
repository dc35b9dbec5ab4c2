-- Grain: one row per request source, UTC hour, endpoint, user and file before the days that are kept, with the names that its keys stand for.
select
    fact.hour_at::date as archived_date,
    fact.*,
    dim_user.user_id,
    dim_service.service_id,
    dim_endpoint.endpoint_path,
    source_file.file_path
from star.fact_request_hourly as fact
left join star.dim_user on dim_user.user_key = fact.user_key
left join star.dim_service on dim_service.service_key = fact.service_key
left join star.dim_endpoint on dim_endpoint.endpoint_key = fact.endpoint_key
left join ops.source_file on source_file.source_file_key = fact.source_file_key
where fact.hour_at < getvariable('kept_from')::date

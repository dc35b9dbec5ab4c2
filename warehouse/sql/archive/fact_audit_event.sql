-- Grain: one row per event of an audit log before the days that are kept, with the names that its keys stand for.
select
    fact.occurred_at::date as archived_date,
    fact.*,
    dim_user.user_id,
    dim_endpoint.endpoint_path
from star.fact_audit_event as fact
left join star.dim_user on dim_user.user_key = fact.user_key
left join star.dim_endpoint on dim_endpoint.endpoint_key = fact.endpoint_key
where fact.occurred_at < getvariable('kept_from')::date

-- Grain: one row per event of an audit log, and per UTC day of one. How far each log was read stays.
delete from star.fact_audit_event where occurred_at < getvariable('kept_from')::date;

update ops.day_status
set state = 'expired', is_final = true, row_count = 0, last_error = null, landing_fetch_id = null
where source in ('audit-logs', 'litellm-audit') and usage_date < getvariable('kept_from')::date;

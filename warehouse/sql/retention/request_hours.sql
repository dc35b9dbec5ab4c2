-- Grain: one row per hour of the roll-up, and per UTC day of the access logs.
delete from star.fact_request_hourly where hour_at < getvariable('kept_from')::date;

update ops.day_status
set state = 'expired', is_final = true, row_count = 0, last_error = null, landing_fetch_id = null
where source = 'access-logs' and usage_date < getvariable('kept_from')::date;

-- Grain: one row per fact of LiteLLM's usage, per anomaly and alert of it, per figure it was compared with, and per UTC day. Totals of a day stay in its ledger row.
delete from star.fact_usage_daily where usage_date < getvariable('kept_from')::date;
delete from star.fact_usage_breakdown_daily where usage_date < getvariable('kept_from')::date;
delete from star.fact_anomaly where usage_date < getvariable('kept_from')::date;
delete from star.fact_anomaly_day where usage_date < getvariable('kept_from')::date;
delete from star.fact_alert where raised_at < getvariable('kept_from')::date;
delete from ops.reconciliation where usage_date < getvariable('kept_from')::date;

update ops.day_status
set state = 'expired', is_final = true, row_count = 0, last_error = null, landing_fetch_id = null
where source = 'litellm' and usage_date < getvariable('kept_from')::date;

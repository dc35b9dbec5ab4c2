-- Grain: one row per fact of the usage feed, and per UTC day of it. The ledger of its files stays.
delete from star.fact_usage_feed_daily where usage_date < getvariable('kept_from')::date;

update ops.day_status
set state = 'expired', is_final = true, row_count = 0, last_error = null, landing_fetch_id = null
where source = 'usage-feed' and usage_date < getvariable('kept_from')::date;

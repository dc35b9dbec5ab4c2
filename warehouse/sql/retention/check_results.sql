-- Grain: one row per run and quality check.
delete from ops.quality_result where checked_at < getvariable('kept_from')::date;

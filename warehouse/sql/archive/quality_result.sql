-- Grain: one row per run and quality check before the days that are kept.
select quality_result.checked_at::date as archived_date, quality_result.*
from ops.quality_result
where quality_result.checked_at < getvariable('kept_from')::date

-- Grain: one row per source, UTC day, scope and member before the days that are kept.
select reconciliation.usage_date as archived_date, reconciliation.*
from ops.reconciliation
where reconciliation.usage_date < getvariable('kept_from')::date

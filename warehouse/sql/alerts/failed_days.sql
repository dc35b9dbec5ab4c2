-- Grain: one row per source: its days until the last complete UTC day and the one after it that failed and were never loaded.
create or replace temp table alert_figure as
select
    'source' as scope_kind,
    source as scope_id,
    null as detail,
    min(usage_date) filter (where state = 'failed') as period_from,
    count(*) filter (where state = 'failed') as failed_day_count
from ops.day_status
where usage_date <= getvariable('latest')::date
group by source;

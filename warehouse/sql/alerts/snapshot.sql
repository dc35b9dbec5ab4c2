-- Grain: one row when something was ever published: how old the newest snapshot is when a run looks.
create or replace temp table alert_figure as
select
    'total' as scope_kind,
    '(all)' as scope_id,
    null as detail,
    max(published_at)::date as period_from,
    date_diff('minute', max(published_at), getvariable('now')::timestamp) / 60 as age_hours
from ops.snapshot
having count(*) > 0;

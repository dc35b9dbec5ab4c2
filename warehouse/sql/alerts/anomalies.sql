-- Grain: one row per anomaly of the seven UTC days until the last complete one.
create or replace temp table alert_figure as
select
    scope_kind,
    scope_id,
    replace(anomaly_kind, '_', ' ') as detail,
    usage_date as period_from,
    abs(change_usd) as change_usd,
    case when anomaly_kind = 'silent' then 1 end as silent_count
from marts.anomalies
where usage_date between (select last_day - 6 from alert_day) and (select last_day from alert_day);

-- Grain: one row per alert of the person.
select raised_at, rule_id, metric, unit, scope_id as user_id, detail, alert_level, period_from, comparison, threshold_value, measured_value
from star.fact_alert
where scope_kind = 'user' and scope_id in (select user_id from asked_user)
order by all

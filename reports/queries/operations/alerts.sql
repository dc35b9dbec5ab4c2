-- Grain: one row per alert, rules that cannot run among them, the newest first.
from marts.alerts
where coalesce(as_of_date, raised_at::date) between $1::date and $2::date
order by
    raised_at desc, case alert_level when 'critical' then 1 when 'broken' then 2 else 3 end, rule_id, scope_kind, scope_id, period_from;

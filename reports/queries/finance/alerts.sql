-- Grain: one row per alert on cost, tokens, quotas, budgets or unusual usage, the newest first.
from marts.alerts
where as_of_date between $1::date and $2::date
    and (
        metric like 'cost%' or metric like 'tokens%' or metric like '%budget_percent'
        or metric in ('quota_percent', 'anomaly_usd', 'silence', 'volume_drop_percent')
    )
order by raised_at desc, case alert_level when 'critical' then 1 else 2 end, rule_id, scope_kind, scope_id, period_from;

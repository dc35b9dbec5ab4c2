-- Grain: one row per day, kind and scope, the largest first.
from marts.anomalies
where usage_date between $1::date and $2::date
order by abs(change_usd) desc nulls last, usage_date desc, scope_kind, scope_id, anomaly_kind;

-- Grain: one row per kind of security event, most frequent first.
select
    security_kind,
    count(*) as event_count,
    count(distinct user_id) filter (where user_id <> '(anonymous)') as user_count,
    count(distinct client_hash) as client_count,
    count(*) filter (where is_suspicious_client) as suspicious_event_count,
    min(occurred_at) as first_at,
    max(occurred_at) as last_at
from marts.security_events($1, $2)
group by security_kind
order by event_count desc, security_kind;

-- Grain: one row per action and outcome, most frequent first.
select
    action,
    action_group,
    outcome,
    sum(event_count)::bigint as event_count,
    count(distinct user_id) filter (where user_id <> '(anonymous)') as user_count,
    min(first_at) as first_at,
    max(last_at) as last_at
from marts.audit_summary($1, $2)
group by action, action_group, outcome
order by event_count desc, action, outcome;

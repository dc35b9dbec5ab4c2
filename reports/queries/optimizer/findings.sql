-- Grain: one row per open finding, the most important first: by priority, then by amount, whose kinds are compared and never added; those
-- that were dismissed at the end.
select
    priority,
    finding_type,
    current_state,
    recommendation,
    amount_usd,
    impact,
    effort,
    amount_kind,
    confidence,
    effort_hours,
    subject,
    steps,
    array_to_string(concerned, ', ') as concerned,
    inputs,
    evidence_sql,
    from_date,
    to_date,
    opened_on,
    last_found_on,
    decision,
    decided_at,
    note,
    is_found_though_done,
    short_key,
    finding_key
from marts.findings
where state = 'open'
order by
    coalesce(decision = 'dismissed', false),
    case priority when 'high' then 1 when 'medium' then 2 else 3 end, amount_usd desc, finding_key;

-- Grain: one row per finding whose cause was gone on the first day of the range or later, the newest first.
select
    closed_on,
    finding_type,
    subject,
    amount_usd,
    amount_kind,
    priority,
    confidence,
    current_state,
    recommendation,
    opened_on,
    last_found_on,
    finding_key
from marts.findings
where state = 'closed' and closed_on >= $1::date and $1::date <= $2::date
order by closed_on desc, amount_usd desc, finding_key;

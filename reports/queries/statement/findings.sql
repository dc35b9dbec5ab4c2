-- Grain: one row per open finding that nobody dismissed and that concerns the party, the most important first. What it says is the party's when it concerns no other
-- user, and no key but those of its own that it used in the range, and nobody but their owners ever; of any other only that there is one.
with own_key as (
    select used.api_key_hash
    from marts.usage as used
    join star.dim_api_key as api_key on api_key.api_key_hash = used.api_key_hash and api_key.is_current
    where used.api_key_hash in (
        select api_key_hash
        from marts.usage
        where usage_date between $1::date and $2::date and (($3 = 'user' and user_id = $4) or ($3 = 'team' and team_id = $4))
    )
    group by used.api_key_hash
    having bool_and(
        case when $3 = 'user' then used.user_id = $4 else used.team_id = $4 and coalesce(api_key.team_id, $4) = $4 end
        and coalesce(api_key.user_id, used.user_id) = used.user_id
    )
),
concerning as (
    select
        finding_key,
        bool_or((party_kind = $3 and party_id = $4)
            or (party_kind = 'api_key' and party_id in (select api_key_hash from own_key))) as is_concerned,
        bool_or((party_kind = 'api_key' and party_id not in (select api_key_hash from own_key))
            or (party_kind not in ('api_key', 'model', 'tier') and not (party_kind = $3 and party_id = $4))) as is_shared
    from star.fact_finding_party
    where $1::date <= $2::date
    group by finding_key
)
select
    finding.priority,
    finding.finding_type,
    case when not is_shared or finding.finding_type like 'plan_%' then finding.subject end as subject,
    case when not is_shared then finding.current_state end as current_state,
    case when not is_shared then finding.recommendation end as recommendation,
    case when not is_shared then finding.amount_usd end as amount_usd,
    finding.amount_kind,
    finding.confidence,
    case when not is_shared then finding.impact end as impact,
    finding.effort,
    finding.effort_hours,
    case when not is_shared then finding.steps end as steps,
    null::varchar as inputs,
    null::varchar as evidence_sql,
    finding.from_date,
    finding.to_date,
    finding.opened_on,
    finding.decision,
    null::timestamp as decided_at,
    null::varchar as note
from marts.findings as finding
join concerning using (finding_key)
where finding.state = 'open' and finding.decision is distinct from 'dismissed' and is_concerned
order by
    case finding.priority when 'high' then 1 when 'medium' then 2 else 3 end, finding.amount_usd desc, finding_key;

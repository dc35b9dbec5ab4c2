-- Grain: one row per finding, those that are open first.
create or replace view marts.findings as
with of_one_key as (
    select finding_key, any_value(party_id) as api_key_hash
    from star.fact_finding_party
    where party_kind = 'api_key'
    group by finding_key
    having count(*) = 1
),
finding as (
    select
        fact.*,
        coalesce(of_one_key.api_key_hash, '') as named_hash,
        coalesce(holder.key_alias, of_one_key.api_key_hash[:12], '') as key_name
    from star.fact_finding as fact
    left join of_one_key on of_one_key.finding_key = fact.finding_key
    left join star.dim_api_key as holder on holder.api_key_hash = of_one_key.api_key_hash and holder.is_current
)
select
    finding.finding_key,
    substr(md5(finding.finding_key), 1, 8) as short_key,
    case when closed_on is null then 'open' else 'closed' end as state,
    priority,
    finding_type,
    case
        when key_name <> '' and starts_with(subject, named_hash || '|') then key_name || ' on ' || split_part(subject, '|', 2)
        else subject
    end as subject,
    replace(current_state, named_hash, key_name) as current_state,
    replace(recommendation, named_hash, key_name) as recommendation,
    amount_usd,
    amount_kind,
    confidence,
    replace(impact, named_hash, key_name) as impact,
    replace(steps, named_hash, key_name) as steps,
    effort,
    effort_hours,
    case when effort_hours < 40 then effort_hours || ' hours' else printf('%.10g', effort_hours / 8) || ' days' end as effort_time,
    (select list(party_kind || ':' || party_id order by party_kind, party_id)
        from star.fact_finding_party as party where party.finding_key = finding.finding_key) as concerned,
    evidence_sql,
    inputs,
    from_date,
    to_date,
    opened_on,
    last_found_on,
    closed_on,
    newest.decision,
    newest.decided_at,
    newest.note,
    case when newest.decision = 'done' then closed_on is null and last_found_on > newest.decided_at::date end as is_found_though_done,
    finding.api_key_hash,
    finding.model_name,
    finding.provider_id,
    finding.alternative_model_name,
    finding.alternative_provider_id
from finding
left join star.fact_finding_decision as newest
    on newest.finding_key = finding.finding_key and newest.superseded_at is null
order by closed_on is not null, amount_kind, amount_usd desc, finding.finding_key;
comment on view marts.findings is 'What would cost less or earn more: open as long as its cause is there. Amounts of two kinds are never added; marts.finding_totals says what can be had together';
comment on column marts.findings.finding_key is 'Type and subject, the same every night for as long as the cause is there';
comment on column marts.findings.short_key is 'The first 8 hexadecimal digits of the MD5 sum of finding_key, for people to type';
comment on column marts.findings.state is 'open or closed';
comment on column marts.findings.priority is 'high, medium or low';
comment on column marts.findings.finding_type is 'What was looked for, as docs/optimizer.md names it';
comment on column marts.findings.subject is 'What it is found of, by the name it has now, such as a tier, a resource or a key and its model';
comment on column marts.findings.current_state is 'What is now, a sentence';
comment on column marts.findings.recommendation is 'What should be, a sentence';
comment on column marts.findings.amount_usd is 'US dollars in a mean month of 30.44 days, in cents';
comment on column marts.findings.amount_kind is 'cost, revenue or retention';
comment on column marts.findings.confidence is 'measured or estimated';
comment on column marts.findings.impact is 'What comes of it, a sentence';
comment on column marts.findings.steps is 'How to do it, a line each';
comment on column marts.findings.effort is 'low, medium or high';
comment on column marts.findings.effort_hours is 'What it takes, a rule of thumb (hours)';
comment on column marts.findings.effort_time is 'The same in words: hours below 40, else days of 8 hours';
comment on column marts.findings.concerned is 'Whom or what it concerns: kind and id, such as user:ann; NULL when nobody in particular';
comment on column marts.findings.evidence_sql is 'Run on the snapshot of the night of last_found_on it answers with the amount';
comment on column marts.findings.inputs is 'Figures that the amount is worked out from, a JSON object';
comment on column marts.findings.from_date is 'First UTC day that was looked at, inclusive';
comment on column marts.findings.to_date is 'Last UTC day that was looked at, inclusive';
comment on column marts.findings.opened_on is 'Last complete UTC day of the night that found it first, or again after it was closed';
comment on column marts.findings.last_found_on is 'Last complete UTC day of the newest night that found it';
comment on column marts.findings.closed_on is 'Last complete UTC day of the night that no longer found it; NULL as long as it is found';
comment on column marts.findings.decision is 'accepted, dismissed or done: what was decided last; NULL when nothing was. A dismissed finding stays open, and counts in no total';
comment on column marts.findings.decided_at is 'When that was decided (UTC)';
comment on column marts.findings.note is 'Why, as whoever decided wrote it';
comment on column marts.findings.is_found_though_done is 'Whether a night after the day on which it was said to be done still found it, of days some of which may be before; NULL when it was not said to be done';
comment on column marts.findings.api_key_hash is 'API key of which usage would move to another model; NULL when none would, or that of all keys';
comment on column marts.findings.model_name is 'Model that the usage would leave; NULL when none would move';
comment on column marts.findings.provider_id is 'Provider of that model; NULL when no usage would move';
comment on column marts.findings.alternative_model_name is 'Model that is recommended for the usage; NULL when none would move';
comment on column marts.findings.alternative_provider_id is 'Provider of the recommended model; NULL when no usage would move';

-- Grain: one row per finding, by its key, for ever.
create table star.fact_finding (
    finding_key     varchar        not null,
    finding_type    varchar        not null,
    subject         varchar        not null,
    amount_kind     varchar        not null,
    amount_usd      decimal(18, 2) not null,
    confidence      varchar        not null,
    priority        varchar        not null,
    effort          varchar        not null,
    effort_hours    integer        not null,
    current_state   varchar        not null,
    recommendation  varchar        not null,
    impact          varchar        not null,
    steps           varchar        not null,
    evidence_sql    varchar        not null,
    inputs          varchar        not null,
    from_date       date           not null,
    to_date         date           not null,
    opened_on       date           not null,
    last_found_on   date           not null,
    closed_on       date
);
comment on table star.fact_finding is 'What would cost less or earn more, worked out from facts by every run; docs/optimizer.md has the formulas';
comment on column star.fact_finding.finding_key is 'Type and subject, the same every night for as long as the cause is there';
comment on column star.fact_finding.finding_type is 'What was looked for, as docs/optimizer.md names it';
comment on column star.fact_finding.subject is 'What it is found of, such as a tier, a model or a resource';
comment on column star.fact_finding.amount_kind is 'cost (spend that would not arise), revenue (that would be had besides) or retention (revenue of users who may leave): never added together';
comment on column star.fact_finding.amount_usd is 'US dollars in a mean month of 30.44 days, in cents, above 0; as it was found last';
comment on column star.fact_finding.confidence is 'measured (every input was counted or invoiced) or estimated (at least one is assumed)';
comment on column star.fact_finding.priority is 'high, medium or low';
comment on column star.fact_finding.effort is 'low, medium or high';
comment on column star.fact_finding.effort_hours is 'What it takes, a rule of thumb (hours)';
comment on column star.fact_finding.current_state is 'What is now, a sentence';
comment on column star.fact_finding.recommendation is 'What should be, a sentence';
comment on column star.fact_finding.impact is 'What comes of it, a sentence';
comment on column star.fact_finding.steps is 'How to do it, a line each';
comment on column star.fact_finding.evidence_sql is 'Run on the snapshot of the night of last_found_on it answers with the amount, one row and one column';
comment on column star.fact_finding.inputs is 'Figures that the amount is worked out from, by name, as a JSON object';
comment on column star.fact_finding.from_date is 'First UTC day that was looked at, inclusive';
comment on column star.fact_finding.to_date is 'Last UTC day that was looked at, inclusive';
comment on column star.fact_finding.opened_on is 'Last complete UTC day of the night that found it first, or again after it was closed';
comment on column star.fact_finding.last_found_on is 'Last complete UTC day of the newest night that found it';
comment on column star.fact_finding.closed_on is 'Last complete UTC day of the night that no longer found it; NULL as long as it is found';

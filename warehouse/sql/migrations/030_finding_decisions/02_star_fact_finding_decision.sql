-- Grain: one row per decision about a finding, for ever; the newest of a finding is current.
create table star.fact_finding_decision (
    finding_key   varchar   not null,
    decision      varchar   not null,
    note          varchar,
    decided_at    timestamp not null,
    superseded_at timestamp
);
comment on table star.fact_finding_decision is 'What was decided about findings, as the operations database of the home tells it; a decision is never changed, only followed by another';
comment on column star.fact_finding_decision.finding_key is 'The finding, as star.fact_finding names it';
comment on column star.fact_finding_decision.decision is 'accepted (is to be done), dismissed (is not) or done';
comment on column star.fact_finding_decision.note is 'Why, as whoever decided wrote it; NULL without a word';
comment on column star.fact_finding_decision.decided_at is 'When it was decided (UTC)';
comment on column star.fact_finding_decision.superseded_at is 'When the finding was decided anew (UTC); NULL for the newest decision';

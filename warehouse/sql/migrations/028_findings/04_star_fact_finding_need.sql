-- Grain: one row per type of finding that lacks something.
create table star.fact_finding_need (
    finding_type varchar not null,
    needs        varchar not null,
    as_of_date   date    not null
);
comment on table star.fact_finding_need is 'Types of findings for which something is not fed: nothing is found of them, and no amount is guessed';
comment on column star.fact_finding_need.finding_type is 'What could not be looked for, as docs/optimizer.md names it';
comment on column star.fact_finding_need.needs is 'What to feed, a sentence';
comment on column star.fact_finding_need.as_of_date is 'Last complete UTC day of the night that looked';

-- Grain: one row per type of finding that lacks something.
create or replace view marts.finding_needs as
select finding_type, needs, as_of_date from star.fact_finding_need order by finding_type;
comment on view marts.finding_needs is 'Types of findings of which nothing can be found, and what to feed so that something can';
comment on column marts.finding_needs.finding_type is 'What could not be looked for, as docs/optimizer.md names it';
comment on column marts.finding_needs.needs is 'What to feed, a sentence';
comment on column marts.finding_needs.as_of_date is 'Last complete UTC day of the night that looked';

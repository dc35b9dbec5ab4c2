-- Grain: one row per type of which anything was ever found.
create or replace view marts.finding_adoption as
select
    finding.finding_type,
    count(*) as found_count,
    count(*) filter (where newest.decision = 'accepted') as accepted_count,
    count(*) filter (where newest.decision = 'done') as done_count,
    count(*) filter (where newest.decision = 'dismissed') as dismissed_count,
    count(*) filter (where newest.decision is null) as undecided_count,
    count(*) filter (where newest.decision = 'done')::double / count(*) as implemented_share,
    0.5::double as target_share,
    implemented_share >= target_share as is_target_met
from star.fact_finding as finding
left join star.fact_finding_decision as newest
    on newest.finding_key = finding.finding_key and newest.superseded_at is null
group by finding.finding_type
order by finding.finding_type;
comment on view marts.finding_adoption is 'What became of all findings of each type, open and closed';
comment on column marts.finding_adoption.finding_type is 'What was looked for, as docs/optimizer.md names it';
comment on column marts.finding_adoption.found_count is 'Findings ever, open and closed';
comment on column marts.finding_adoption.accepted_count is 'Of these, to be done';
comment on column marts.finding_adoption.done_count is 'Of these, said to be done';
comment on column marts.finding_adoption.dismissed_count is 'Of these, not to be done';
comment on column marts.finding_adoption.undecided_count is 'Of these, nothing was decided';
comment on column marts.finding_adoption.implemented_share is 'Done of all that were found (0 to 1)';
comment on column marts.finding_adoption.target_share is 'What it should be: half (0 to 1)';
comment on column marts.finding_adoption.is_target_met is 'Whether it is at least that';

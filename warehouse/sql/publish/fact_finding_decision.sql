-- Grain: one row per decision about a finding. What people wrote about it may name one.
insert into star.fact_finding_decision
select * replace (null as note)
from whole.star.fact_finding_decision;

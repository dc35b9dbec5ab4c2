-- Grain: one row per type of which anything was ever found, when anything was ever decided.
from marts.finding_adoption
where exists (select 1 from star.fact_finding_decision)
order by finding_type;

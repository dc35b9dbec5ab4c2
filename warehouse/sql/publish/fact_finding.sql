-- Grain: one row per finding. None is found of a single person; whom it concerns is in star.fact_finding_party.
insert into star.fact_finding from whole.star.fact_finding;

-- Grain: one row per finding and thing that can be saved only once.
create table star.fact_finding_alternative (
    finding_key      varchar not null,
    alternative_name varchar not null
);
comment on table star.fact_finding_alternative is 'What findings would save: two that would save the same are alternatives, of which one counts in marts.finding_totals';
comment on column star.fact_finding_alternative.finding_key is 'The finding, as star.fact_finding names it';
comment on column star.fact_finding_alternative.alternative_name is 'What is saved, such as the capacity of a resource';

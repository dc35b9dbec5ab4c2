-- Grain: that of star.fact_finding_decision; which model was recommended on that day, for another may be on a later one.
alter table star.fact_finding_decision add column alternative_model_name varchar;
alter table star.fact_finding_decision add column alternative_provider_id varchar;
comment on column star.fact_finding_decision.alternative_model_name is 'Model that was recommended when it was decided; NULL when the finding moves no usage to one';
comment on column star.fact_finding_decision.alternative_provider_id is 'Provider of that model; NULL when the finding moves no usage';

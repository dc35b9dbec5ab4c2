-- Grain: that of star.fact_finding; which usage a finding of models would move, and where to, so that what was moved can be told.
alter table star.fact_finding add column api_key_hash varchar;
alter table star.fact_finding add column model_name varchar;
alter table star.fact_finding add column provider_id varchar;
alter table star.fact_finding add column alternative_model_name varchar;
alter table star.fact_finding add column alternative_provider_id varchar;
comment on column star.fact_finding.api_key_hash is 'API key of which usage would move to another model; NULL when none would, or that of all keys';
comment on column star.fact_finding.model_name is 'Model that the usage would leave; NULL when none would move';
comment on column star.fact_finding.provider_id is 'Provider of that model; NULL when no usage would move';
comment on column star.fact_finding.alternative_model_name is 'Model that is recommended for the usage; NULL when none would move';
comment on column star.fact_finding.alternative_provider_id is 'Provider of the recommended model; NULL when no usage would move';

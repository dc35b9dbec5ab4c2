-- Grain: one row per change of a key, user, team or model as one source describes it, kept for ever.
alter table ops.directory_observation alter column attributes drop not null;
comment on table ops.directory_observation is 'What each source of a directory said of an entry and from when on, as it described it less secrets; the versions in star.dim_user, dim_team and dim_api_key are derived from it';
comment on column ops.directory_observation.observed_at is 'When the source was first seen to say this after having said something else (UTC)';
comment on column ops.directory_observation.attributes is 'Attributes as JSON, never spend or counters; NULL when the whole list did not hold the entry any more';

-- Grain: that of star.dim_api_key.
alter table star.dim_api_key add column key_metadata varchar;
comment on column star.dim_api_key.key_metadata is 'Fields of the key''s metadata that config/attribution.csv names, as JSON; NULL when it has none of them';

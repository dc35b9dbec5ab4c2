-- Grain: one row per distinct version of a key, user, team or model, kept for ever.
create table ops.directory_observation (
    source      varchar   not null,
    entity_kind varchar   not null,
    entity_id   varchar   not null,
    observed_at timestamp not null,
    attributes  json      not null
);
comment on table ops.directory_observation is 'Each distinct version of a directory entry, once, as the source described it less secrets';
comment on column ops.directory_observation.source is 'Name of the source, for example litellm';
comment on column ops.directory_observation.entity_kind is 'api_key, user, team or model';
comment on column ops.directory_observation.entity_id is 'Durable key of the entry in its source';
comment on column ops.directory_observation.observed_at is 'When this version was first seen (UTC)';
comment on column ops.directory_observation.attributes is 'Tracked attributes as JSON; never spend or counters';

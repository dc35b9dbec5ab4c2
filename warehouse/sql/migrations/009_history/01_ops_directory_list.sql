-- Grain: one row per list of a directory that was read whole.
create table ops.directory_list (
    source      varchar   not null,
    entity_kind varchar   not null,
    observed_at timestamp not null
);
comment on table ops.directory_list is 'Lists of directories that were read whole and are in ops.directory_observation';
comment on column ops.directory_list.source is 'Name of the source, for example litellm';
comment on column ops.directory_list.entity_kind is 'What it lists: api_key, user, team or model';
comment on column ops.directory_list.observed_at is 'When it was read (UTC)';

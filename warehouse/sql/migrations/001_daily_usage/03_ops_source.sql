-- Grain: one row per source that this warehouse was ever filled from.
create table ops.source (
    source      varchar   not null,
    base_url    varchar   not null,
    recorded_at timestamp not null
);
comment on table ops.source is 'Where each source was read from; another address is refused until it is confirmed';
comment on column ops.source.source is 'Name of the source, for example litellm';
comment on column ops.source.base_url is 'Base URL of the source, without credentials';
comment on column ops.source.recorded_at is 'When this address was first used or last confirmed (UTC)';

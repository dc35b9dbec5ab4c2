-- Grain: one row per UTC day, storage and owner of it.
create table star.fact_storage_daily (
    usage_date     date    not null,
    storage_name   varchar not null,
    owner_kind     varchar not null,
    owner_id       varchar,
    user_key       integer not null,
    team_id        varchar not null,
    service_id     varchar not null,
    allocation_key integer not null,
    stored_bytes   bigint  not null,
    line_number    integer not null
);
comment on table star.fact_storage_daily is 'What was stored each day, as storage.csv was read last; a day without a line is not known';
comment on column star.fact_storage_daily.usage_date is 'UTC calendar day';
comment on column star.fact_storage_daily.storage_name is 'What it is: a volume, a database, logs; (not shown) of a user where persons are not shown';
comment on column star.fact_storage_daily.owner_kind is 'Whose it is: user, team, service or nobody';
comment on column star.fact_storage_daily.owner_id is 'Id, e-mail address or name of the owner, as the file states it; NULL when it is nobody''s';
comment on column star.fact_storage_daily.user_key is 'The user as of the day (star.dim_user); (unassigned) unless it is a user''s';
comment on column star.fact_storage_daily.team_id is 'The team, or the one that a list of users says the user belongs to, or (unassigned)';
comment on column star.fact_storage_daily.service_id is 'The service, or (unassigned)';
comment on column star.fact_storage_daily.allocation_key is 'How its cost is divided among cost centres, projects and organisations (star.dim_allocation)';
comment on column star.fact_storage_daily.stored_bytes is 'Size (bytes)';
comment on column star.fact_storage_daily.line_number is 'Line of storage.csv, from 1';

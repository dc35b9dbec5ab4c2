-- Grain: one row per API key (current version; half-open validity).
create table star.dim_api_key (
    api_key_key     integer not null,
    api_key_hash    varchar not null,
    key_alias       varchar,
    key_kind        varchar not null,
    user_id         varchar,
    team_id         varchar,
    is_blocked      boolean,
    is_deleted      boolean not null,
    first_used_date date,
    last_used_date  date,
    is_inferred     boolean not null,
    valid_from      date    not null,
    valid_to        date    not null,
    is_current      boolean not null
);
comment on table star.dim_api_key is 'API keys ever seen, by hash; never deleted because the source forgot them';
comment on column star.dim_api_key.api_key_key is 'Surrogate key, assigned once';
comment on column star.dim_api_key.api_key_hash is 'Durable key: LiteLLM''s hash of the key, or (no key), (invalid key)';
comment on column star.dim_api_key.key_alias is 'Alias people gave the key; NULL when none or unknown';
comment on column star.dim_api_key.key_kind is 'user, service_account, team, deleted, unlisted, internal or none';
comment on column star.dim_api_key.user_id is 'Owner; NULL when none or unknown';
comment on column star.dim_api_key.team_id is 'Team; NULL when none or unknown';
comment on column star.dim_api_key.is_blocked is 'The gateway refuses the key; NULL when unknown';
comment on column star.dim_api_key.is_deleted is 'The directory lists the key as deleted';
comment on column star.dim_api_key.first_used_date is 'First UTC day with usage; NULL when never';
comment on column star.dim_api_key.last_used_date is 'Last UTC day with usage; NULL when never';
comment on column star.dim_api_key.is_inferred is 'Seen in usage but never in the directory';
comment on column star.dim_api_key.valid_from is 'First day these values hold, inclusive; always 0001-01-01 in this version, which keeps the newest values only';
comment on column star.dim_api_key.valid_to is 'First day these values no longer hold; always 9999-12-31 (open) in this version';
comment on column star.dim_api_key.is_current is 'These values hold now; always true in this version';
insert into star.dim_api_key values
    (0, '(no key)', '(no key)', 'none', null, null, null, false, null, null, false, date '0001-01-01', date '9999-12-31', true),
    (1, '(invalid key)', '(invalid key)', 'none', null, null, null, false, null, null, false, date '0001-01-01', date '9999-12-31', true);

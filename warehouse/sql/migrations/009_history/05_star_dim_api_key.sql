-- Grain: one row per version of an API key.
create sequence ops.next_api_key_key;
select max(nextval('ops.next_api_key_key'))
from (select unnest(range((select max(api_key_key) from star.dim_api_key))));

create temp table dim_api_key_before as from star.dim_api_key;
drop table star.dim_api_key;
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
    is_current      boolean not null,
    organization_id varchar,
    project_id      varchar,
    known_from      date
);
insert into star.dim_api_key
select *, null, null, null from dim_api_key_before;
drop table dim_api_key_before;
comment on table star.dim_api_key is 'API keys ever seen, by hash, a row per version of what the directories say; never deleted because the source forgot them';
comment on column star.dim_api_key.api_key_key is 'Surrogate key of the version, assigned once and never again';
comment on column star.dim_api_key.api_key_hash is 'Durable key: LiteLLM''s hash of the key, or (no key), (invalid key)';
comment on column star.dim_api_key.key_alias is 'Alias people gave the key; NULL when none or unknown';
comment on column star.dim_api_key.key_kind is 'user, service_account, team, deleted, unlisted, internal or none';
comment on column star.dim_api_key.user_id is 'Owner; NULL when none or unknown';
comment on column star.dim_api_key.team_id is 'Team; NULL when none or unknown';
comment on column star.dim_api_key.is_blocked is 'The gateway refuses the key; NULL when unknown';
comment on column star.dim_api_key.is_deleted is 'No directory lists the key as alive any more; alias, owner and team are what was last known';
comment on column star.dim_api_key.first_used_date is 'First UTC day with usage of the key in any version; NULL when never';
comment on column star.dim_api_key.last_used_date is 'Last UTC day with usage of the key in any version; NULL when never';
comment on column star.dim_api_key.is_inferred is 'Seen in usage but never in the directory';
comment on column star.dim_api_key.valid_from is 'First UTC day these values hold, inclusive: the day they were first read; of a key''s first version 0001-01-01';
comment on column star.dim_api_key.valid_to is 'First UTC day these values no longer hold; 9999-12-31 when they hold still';
comment on column star.dim_api_key.is_current is 'These values hold now';
comment on column star.dim_api_key.organization_id is 'Organisation of the key itself; NULL when none or unknown';
comment on column star.dim_api_key.project_id is 'Project; NULL when none or unknown';
comment on column star.dim_api_key.known_from is 'UTC day on which a directory first listed the key: what holds before it is assumed; NULL when none ever did';

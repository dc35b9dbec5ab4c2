-- Grain: one row per version of an API key. Brings star.dim_api_key to the versions that follow from the observations; a version that
-- begins on the day of one that was there keeps its key. The table moved_api_key says which key stands for which other one on which days.
create or replace temp table version_of_api_key as
with merged as (
    select
        entity_id,
        observed_at,
        bool_or(is_alive) as is_alive,
        arg_min(nullif(attributes ->> '$.key_alias', ''), precedence) as key_alias,
        arg_min(nullif(attributes ->> '$.user_id', ''), precedence) as user_id,
        arg_min(nullif(attributes ->> '$.team_id', ''), precedence) as team_id,
        arg_min(nullif(attributes ->> '$.org_id', ''), precedence) as organization_id,
        arg_min(nullif(attributes ->> '$.project_id', ''), precedence) as project_id,
        arg_min(nullif(attributes ->> '$.service_account_id', ''), precedence) as service_account_id,
        arg_min((attributes ->> '$.blocked')::boolean, precedence) as is_blocked,
        arg_min(attributes ->> '$.metadata', precedence) as key_metadata
    from directory_state
    where entity_kind = 'api_key'
    group by entity_id, observed_at
),
life as (
    select *, count(*) filter (where is_alive) over (partition by entity_id order by observed_at) as life
    from merged
),
-- A living key may lose its alias, owner or team; of a deleted one the source forgets them, and what was last known stays.
remembered as (
    select
        entity_id,
        observed_at,
        not is_alive as is_deleted,
        last_value(key_alias ignore nulls) over so_far as key_alias,
        last_value(user_id ignore nulls) over so_far as user_id,
        last_value(team_id ignore nulls) over so_far as team_id,
        last_value(organization_id ignore nulls) over so_far as organization_id,
        last_value(project_id ignore nulls) over so_far as project_id,
        service_account_id,
        last_value(is_blocked ignore nulls) over so_far as is_blocked,
        last_value(key_metadata ignore nulls) over so_far as key_metadata
    from life
    window so_far as (partition by entity_id, life order by observed_at rows between unbounded preceding and current row)
),
named as (
    select
        member_name(entity_id) as api_key_hash,
        observed_at,
        min(observed_at) over (partition by entity_id)::date as known_from,
        key_alias,
        case
            when is_deleted then 'deleted'
            when service_account_id is not null then 'service_account'
            when user_id is not null then 'user'
            when team_id is not null then 'team'
            else 'service_account'
        end as key_kind,
        member_name(user_id) as user_id,
        member_name(team_id) as team_id,
        is_blocked,
        is_deleted,
        organization_id,
        project_id,
        key_metadata
    from remembered
    qualify row_number() over (partition by entity_id, observed_at::date order by observed_at desc) = 1
),
distinct_version as (
    select *
    from named
    window in_time as (partition by api_key_hash order by observed_at)
    qualify row_number() over in_time = 1
        or row(key_alias, key_kind, user_id, team_id, is_blocked, organization_id, project_id, key_metadata)
            is distinct from
            lag(row(key_alias, key_kind, user_id, team_id, is_blocked, organization_id, project_id, key_metadata)) over in_time
),
used as (
    select api_key_hash, min(first_used_date) as first_used_date, max(last_used_date) as last_used_date
    from star.dim_api_key
    group by api_key_hash
)
select
    distinct_version.api_key_hash,
    key_alias,
    key_kind,
    user_id,
    team_id,
    is_blocked,
    is_deleted,
    used.first_used_date,
    used.last_used_date,
    false as is_inferred,
    if(row_number() over in_time = 1, date '0001-01-01', observed_at::date) as valid_from,
    lead(observed_at::date, 1, date '9999-12-31') over in_time as valid_to,
    lead(observed_at) over in_time is null as is_current,
    organization_id,
    project_id,
    known_from,
    key_metadata
from distinct_version
left join used on used.api_key_hash = distinct_version.api_key_hash
window in_time as (partition by distinct_version.api_key_hash order by observed_at);

-- LiteLLM 1.99 stored some hashes hashed once more: such a one that was ever used is whatever the key is.
insert into version_of_api_key
select
    doubled.api_key_hash,
    version.* exclude (api_key_hash) replace (
        doubled.first_used_date as first_used_date,
        doubled.last_used_date as last_used_date
    )
from version_of_api_key as version
join (
    select api_key_hash, min(first_used_date) as first_used_date, max(last_used_date) as last_used_date
    from star.dim_api_key
    group by api_key_hash
) as doubled on doubled.api_key_hash = sha256(version.api_key_hash)
where doubled.api_key_hash not in (select api_key_hash from version_of_api_key);

create or replace temp table changed_api_key as
select distinct api_key_hash
from (
    (from version_of_api_key except select * exclude (api_key_key) from star.dim_api_key)
    union all
    (
        select * exclude (api_key_key)
        from star.dim_api_key
        where api_key_hash in (select api_key_hash from version_of_api_key)
        except
        from version_of_api_key
    )
);

create or replace temp table api_key_before as
select api_key_key, api_key_hash, valid_from
from star.dim_api_key
where api_key_hash in (select api_key_hash from changed_api_key);

delete from star.dim_api_key where api_key_hash in (select api_key_hash from changed_api_key);

insert into star.dim_api_key by name
select coalesce(api_key_before.api_key_key, nextval('ops.next_api_key_key')) as api_key_key, version_of_api_key.*
from version_of_api_key
left join api_key_before
    on api_key_before.api_key_hash = version_of_api_key.api_key_hash
    and api_key_before.valid_from = version_of_api_key.valid_from
where version_of_api_key.api_key_hash in (select api_key_hash from changed_api_key);

create or replace temp table moved_api_key as
select api_key_before.api_key_key as key_before, dim_api_key.api_key_key, dim_api_key.valid_from, dim_api_key.valid_to
from api_key_before
join star.dim_api_key on dim_api_key.api_key_hash = api_key_before.api_key_hash
where dim_api_key.api_key_key <> api_key_before.api_key_key;

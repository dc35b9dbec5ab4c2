-- Grain: one row per version of a team. Brings star.dim_team to the versions that follow from the observations, and to a member for each
-- team that a key was ever seen in; a version that begins on the day of one that was there keeps its key.
create or replace temp table version_of_team as
with merged as (
    select
        entity_id,
        observed_at,
        bool_or(is_alive) as is_alive,
        arg_min(nullif(attributes ->> '$.team_alias', ''), precedence) as alias,
        arg_min(nullif(attributes ->> '$.organization_id', ''), precedence) as organization_id,
        arg_min((attributes ->> '$.blocked')::boolean, precedence) as is_blocked
    from directory_state
    where entity_kind = 'team'
    group by entity_id, observed_at
),
life as (
    select *, count(*) filter (where is_alive) over (partition by entity_id order by observed_at) as life
    from merged
),
-- Of what is gone, what was last known stays.
remembered as (
    select
        entity_id,
        observed_at,
        not is_alive as is_deleted,
        last_value(alias ignore nulls) over so_far as alias,
        last_value(organization_id ignore nulls) over so_far as organization_id,
        last_value(is_blocked ignore nulls) over so_far as is_blocked
    from life
    window so_far as (partition by entity_id, life order by observed_at rows between unbounded preceding and current row)
),
named as (
    select
        member_name(entity_id) as team_id,
        observed_at,
        min(observed_at) over (partition by entity_id)::date as known_from,
        coalesce(alias, entity_id) as team_name,
        organization_id,
        is_blocked,
        is_deleted
    from remembered
    qualify row_number() over (partition by entity_id, observed_at::date order by observed_at desc) = 1
),
distinct_version as (
    select *
    from named
    window in_time as (partition by team_id order by observed_at)
    qualify row_number() over in_time = 1
        or row(team_name, organization_id, is_blocked, is_deleted)
            is distinct from lag(row(team_name, organization_id, is_blocked, is_deleted)) over in_time
)
select
    team_id,
    team_name,
    organization_id,
    is_blocked,
    false as is_inferred,
    if(row_number() over in_time = 1, date '0001-01-01', observed_at::date) as valid_from,
    lead(observed_at::date, 1, date '9999-12-31') over in_time as valid_to,
    lead(observed_at) over in_time is null as is_current,
    is_deleted,
    known_from
from distinct_version
window in_time as (partition by team_id order by observed_at);

create or replace temp table changed_team as
select distinct team_id
from (
    (from version_of_team except select * exclude (team_key) from star.dim_team)
    union all
    (
        select * exclude (team_key)
        from star.dim_team
        where team_id in (select team_id from version_of_team)
        except
        from version_of_team
    )
);

create or replace temp table team_before as
select team_key, team_id, valid_from
from star.dim_team
where team_id in (select team_id from changed_team);

delete from star.dim_team where team_id in (select team_id from changed_team);

insert into star.dim_team by name
select coalesce(team_before.team_key, nextval('ops.next_team_key')) as team_key, version_of_team.*
from version_of_team
left join team_before
    on team_before.team_id = version_of_team.team_id and team_before.valid_from = version_of_team.valid_from
where version_of_team.team_id in (select team_id from changed_team);

-- Teams that no directory lists: each that a key was ever seen in, and none that only a key's usage named before a directory told better.
create or replace temp table team_of_some_key as
select distinct member_name(attributes ->> '$.team_id') as team_id
from ops.directory_observation
where entity_kind = 'api_key' and nullif(attributes ->> '$.team_id', '') is not null
union
select team_id from star.dim_api_key where team_id is not null;

delete from star.dim_team
where is_inferred and team_id not in (select team_id from team_of_some_key);

insert into star.dim_team by name
select
    nextval('ops.next_team_key') as team_key,
    team_id,
    team_id as team_name,
    true as is_inferred,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to,
    true as is_current,
    false as is_deleted
from team_of_some_key
where team_id not in (select team_id from star.dim_team);

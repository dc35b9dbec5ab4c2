-- Grain: one row per version of a user. Brings star.dim_user to the versions that follow from the observations; a version that begins
-- on the day of one that was there keeps its key. The table moved_user says which key stands for which other one on which days.
create or replace temp table version_of_user as
with merged as (
    select
        entity_id,
        observed_at,
        bool_or(is_alive) as is_alive,
        arg_min(nullif(attributes ->> '$.user_alias', ''), precedence) as alias,
        arg_min(nullif(attributes ->> '$.user_email', ''), precedence) as email,
        arg_min(nullif(attributes ->> '$.user_role', ''), precedence) as role,
        arg_min(nullif(attributes ->> '$.team_id', ''), precedence) as team_id,
        arg_min(nullif(attributes ->> '$.organization_id', ''), precedence) as organization_id,
        arg_min(nullif(attributes ->> '$.department', ''), precedence) as department
    from directory_state
    where entity_kind = 'user'
    group by entity_id, observed_at
),
life as (
    select *, count(*) filter (where is_alive) over (partition by entity_id order by observed_at) as life
    from merged
),
-- Of whom is gone, what was last known stays.
remembered as (
    select
        entity_id,
        observed_at,
        not is_alive as is_deleted,
        last_value(alias ignore nulls) over so_far as alias,
        last_value(email ignore nulls) over so_far as email,
        last_value(role ignore nulls) over so_far as role,
        last_value(team_id ignore nulls) over so_far as team_id,
        last_value(organization_id ignore nulls) over so_far as organization_id,
        last_value(department ignore nulls) over so_far as department
    from life
    window so_far as (partition by entity_id, life order by observed_at rows between unbounded preceding and current row)
),
named as (
    select
        member_name(entity_id) as user_id,
        observed_at,
        min(observed_at) over (partition by entity_id)::date as known_from,
        coalesce(alias, email, entity_id) as user_name,
        email as user_email,
        role as user_role,
        is_deleted,
        member_name(team_id) as team_id,
        organization_id,
        department
    from remembered
    qualify row_number() over (partition by entity_id, observed_at::date order by observed_at desc) = 1
),
distinct_version as (
    select *
    from named
    window in_time as (partition by user_id order by observed_at)
    qualify row_number() over in_time = 1
        or row(user_name, user_email, user_role, is_deleted, team_id, organization_id, department)
            is distinct from lag(row(user_name, user_email, user_role, is_deleted, team_id, organization_id, department)) over in_time
)
select
    user_id,
    user_name,
    user_email,
    user_role,
    false as is_inferred,
    if(row_number() over in_time = 1, date '0001-01-01', observed_at::date) as valid_from,
    lead(observed_at::date, 1, date '9999-12-31') over in_time as valid_to,
    lead(observed_at) over in_time is null as is_current,
    is_deleted,
    known_from,
    team_id,
    organization_id,
    department
from distinct_version
window in_time as (partition by user_id order by observed_at);

create or replace temp table changed_user as
select distinct user_id
from (
    (from version_of_user except select * exclude (user_key) from star.dim_user)
    union all
    (
        select * exclude (user_key)
        from star.dim_user
        where user_id in (select user_id from version_of_user)
        except
        from version_of_user
    )
);

create or replace temp table user_before as
select user_key, user_id, valid_from
from star.dim_user
where user_id in (select user_id from changed_user);

delete from star.dim_user where user_id in (select user_id from changed_user);

insert into star.dim_user by name
select coalesce(user_before.user_key, nextval('ops.next_user_key')) as user_key, version_of_user.*
from version_of_user
left join user_before
    on user_before.user_id = version_of_user.user_id and user_before.valid_from = version_of_user.valid_from
where version_of_user.user_id in (select user_id from changed_user);

-- Who was a user of their own until a directory told who they are; but whom usage names stays, as the source has it.
create or replace temp table other_name as
select dim_user.user_key, member_name(same_user.member_id) as member_id
from star.dim_user
join (select entity_id, min(member_id) as member_id from same_user group by entity_id) as same_user
    on member_name(same_user.entity_id) = dim_user.user_id
where dim_user.user_id not in (select user_id from version_of_user)
    and dim_user.user_key not in (select user_key from star.fact_usage_daily)
    and dim_user.user_key not in (select user_key from star.fact_usage_feed_daily);

delete from star.dim_user where user_key in (select user_key from other_name);

create or replace temp table moved_user as
select user_before.user_key as key_before, dim_user.user_key, dim_user.valid_from, dim_user.valid_to
from user_before
join star.dim_user on dim_user.user_id = user_before.user_id
where dim_user.user_key <> user_before.user_key
union all
select other_name.user_key, dim_user.user_key, dim_user.valid_from, dim_user.valid_to
from other_name
join star.dim_user on dim_user.user_id = other_name.member_id;

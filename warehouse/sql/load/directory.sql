-- Grain: one row per entry of the directory as it is now. Observes each distinct version once and brings the dimensions to the newest.
-- The table staged_directory has one row per entry: entity_kind, entity_id, attributes (JSON).
insert into ops.directory_observation
select
    'litellm', staged.entity_kind, staged.entity_id, getvariable('observed_at')::timestamp, staged.attributes::json
from staged_directory as staged
left join (
    select entity_kind, entity_id, arg_max(attributes, observed_at)::varchar as attributes
    from ops.directory_observation
    where source = 'litellm'
    group by entity_kind, entity_id
) as known using (entity_kind, entity_id)
where known.attributes is distinct from staged.attributes;

create or replace temp table directory_user as
select
    member_name(entity_id) as user_id,
    coalesce(nullif(attributes ->> '$.user_alias', ''), nullif(attributes ->> '$.user_email', ''), entity_id) as user_name,
    nullif(attributes ->> '$.user_email', '') as user_email,
    attributes ->> '$.user_role' as user_role
from staged_directory
where entity_kind = 'user';

update star.dim_user
set user_name = entry.user_name, user_email = entry.user_email, user_role = entry.user_role, is_inferred = false
from directory_user as entry
where dim_user.user_id = entry.user_id;

insert into star.dim_user
select
    (select max(user_key) from star.dim_user) + row_number() over (order by user_id),
    user_id, user_name, user_email, user_role, false, date '0001-01-01', date '9999-12-31', true
from directory_user
where user_id not in (select user_id from star.dim_user);

create or replace temp table directory_team as
select
    member_name(entity_id) as team_id,
    coalesce(nullif(attributes ->> '$.team_alias', ''), entity_id) as team_name,
    attributes ->> '$.organization_id' as organization_id,
    (attributes ->> '$.blocked')::boolean as is_blocked
from staged_directory
where entity_kind = 'team';

update star.dim_team
set team_name = entry.team_name, organization_id = entry.organization_id, is_blocked = entry.is_blocked, is_inferred = false
from directory_team as entry
where dim_team.team_id = entry.team_id;

insert into star.dim_team
select
    (select max(team_key) from star.dim_team) + row_number() over (order by team_id),
    team_id, team_name, organization_id, is_blocked, false, date '0001-01-01', date '9999-12-31', true
from directory_team
where team_id not in (select team_id from star.dim_team);

create or replace temp table directory_api_key as
select
    member_name(entity_id) as api_key_hash,
    nullif(attributes ->> '$.key_alias', '') as key_alias,
    member_name(nullif(attributes ->> '$.user_id', '')) as user_id,
    member_name(nullif(attributes ->> '$.team_id', '')) as team_id,
    (attributes ->> '$.blocked')::boolean as is_blocked,
    coalesce((attributes ->> '$.deleted')::boolean, false) as is_deleted,
    case
        when is_deleted then 'deleted'
        when (attributes ->> '$.service_account_id') is not null then 'service_account'
        when user_id is not null then 'user'
        when team_id is not null then 'team'
        else 'service_account'
    end as key_kind
from staged_directory
where entity_kind = 'api_key';

-- A living key may lose its alias, owner or team; of a deleted one the source forgets them, and what was known stays.
update star.dim_api_key
set
    key_alias = if(entry.is_deleted, coalesce(entry.key_alias, dim_api_key.key_alias), entry.key_alias),
    key_kind = entry.key_kind,
    user_id = if(entry.is_deleted, coalesce(entry.user_id, dim_api_key.user_id), entry.user_id),
    team_id = if(entry.is_deleted, coalesce(entry.team_id, dim_api_key.team_id), entry.team_id),
    is_blocked = entry.is_blocked,
    is_deleted = entry.is_deleted,
    is_inferred = false
from directory_api_key as entry
where dim_api_key.api_key_hash = entry.api_key_hash;

insert into star.dim_api_key
select
    (select max(api_key_key) from star.dim_api_key) + row_number() over (order by api_key_hash),
    api_key_hash, key_alias, key_kind, user_id, team_id, is_blocked, is_deleted, null, null,
    false, date '0001-01-01', date '9999-12-31', true
from directory_api_key
where api_key_hash not in (select api_key_hash from star.dim_api_key);

create or replace temp table directory_model as
select
    member_name(attributes ->> '$.model') as model_name,
    case when count(distinct (attributes ->> '$.model_name')) = 1 then min((attributes ->> '$.model_name')) end as model_group,
    min(attributes ->> '$.mode') as model_mode
from staged_directory
where entity_kind = 'model' and (attributes ->> '$.model') is not null
group by all;

update star.dim_model
set model_group = entry.model_group, model_mode = entry.model_mode, is_inferred = false
from directory_model as entry
where dim_model.model_name = entry.model_name;

insert into star.dim_model
select
    (select max(model_key) from star.dim_model) + row_number() over (order by model_name),
    model_name, model_group, model_mode, false
from directory_model
where model_name not in (select model_name from star.dim_model);

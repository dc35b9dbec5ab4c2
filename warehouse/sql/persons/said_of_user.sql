-- Grain: one row per id of a user and text that the warehouse knows of that user: an id, an e-mail address, a name, or the id by which the
-- user logs in.
create or replace temp table said_of_user as
select entity_id as user_id, 'id' as kind, entity_id as said
from ops.directory_observation
where entity_kind = 'user'
union
select user_id, 'id', user_id from star.dim_user
union
select scope_id, 'id', scope_id from star.dim_budget where scope_kind = 'user'
union
select owner_id, 'id', owner_id from star.fact_storage_daily where owner_kind = 'user'
union
select user_id, 'id', user_id from star.dim_api_key where user_id is not null
union
select entity_id, 'address', attributes ->> '$.user_email' from ops.directory_observation where entity_kind = 'user'
union
select user_id, 'address', user_email from star.dim_user
union
select entity_id, 'name', attributes ->> '$.user_alias' from ops.directory_observation where entity_kind = 'user'
union
select user_id, 'name', user_name from star.dim_user where not is_inferred
union
select entity_id, 'login', attributes ->> '$.oauth_id' from ops.directory_observation where entity_kind = 'user';

delete from said_of_user where said is null or trim(said) = '' or user_id in ('(unassigned)', '(anonymous)');

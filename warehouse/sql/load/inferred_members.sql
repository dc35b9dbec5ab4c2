-- Grain: one row per member that a staged day names and nobody has named yet: users, models and providers.
insert into star.dim_user by name
select
    nextval('ops.next_user_key') as user_key,
    user_id,
    user_id as user_name,
    true as is_inferred,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to,
    true as is_current,
    false as is_deleted
from (select distinct user_id from usage_of_day)
where user_id not in (select user_id from star.dim_user);

insert into star.dim_model
select
    (select max(model_key) from star.dim_model) + row_number() over (order by model_name),
    model_name, null, null, true
from (select distinct model_name from usage_of_day)
where model_name not in (select model_name from star.dim_model);

insert into star.dim_provider
select
    (select max(provider_key) from star.dim_provider) + row_number() over (order by provider_id),
    provider_id
from (select distinct provider_id from usage_of_day)
where provider_id not in (select provider_id from star.dim_provider);

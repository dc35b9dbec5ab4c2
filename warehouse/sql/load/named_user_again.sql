-- Grain: one row per e-mail address that logs or usage name and no directory lists as an id.
create or replace temp table named_user as
select user_id as named_id, null::varchar as user_id
from star.dim_user
where is_inferred and contains(user_id, '@');

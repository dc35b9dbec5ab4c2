-- Grain: one row per user that the staged lines name and version of the user in their time. The names are in text_of_line.
-- Lines without a user are anonymous.
insert into star.dim_user by name
select
    nextval('ops.next_user_key') as user_key,
    '(anonymous)' as user_id,
    '(anonymous)' as user_name,
    false as is_inferred,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to,
    true as is_current,
    false as is_deleted
where not exists (select 1 from star.dim_user where user_id = '(anonymous)');

create or replace temp table user_of_line as
select
    named_user.user_hash,
    named_user.named_id,
    dim_user.user_key,
    epoch_us(greatest(user_by_day.valid_from, dim_user.valid_from)::timestamp) as from_us,
    epoch_us(least(user_by_day.valid_to, dim_user.valid_to)::timestamp) as until_us
from named_user
join user_by_day on user_by_day.named_id = named_user.named_id
join star.dim_user
    on dim_user.user_id = user_by_day.user_id
    and dim_user.valid_from < user_by_day.valid_to
    and dim_user.valid_to > user_by_day.valid_from
where until_us > (select min(requested_at_us) from staged_request)
    and from_us <= (select max(requested_at_us) from staged_request);

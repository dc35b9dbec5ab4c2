-- Grain: one row per user that the staged lines name and star.dim_user has not yet. The names are in text_of_line.
-- Users: by id, else by e-mail address, else a member of their own. Lines without a user are anonymous.
insert into star.dim_user
select
    (select max(user_key) from star.dim_user) + 1,
    '(anonymous)', '(anonymous)', null, null, false, date '0001-01-01', date '9999-12-31', true
where not exists (select 1 from star.dim_user where user_id = '(anonymous)');

create or replace temp table user_of_line as
with named as (
    select text_hash as user_hash, text as named_id
    from text_of_line
    where text_hash in (select user_hash from staged_request)
),
known as (
    select named_id, arg_min(user_key, (preference, user_key)) as user_key
    from (
        select named.named_id, dim_user.user_key, 1 as preference
        from named
        join star.dim_user on dim_user.user_id = named.named_id
        union all
        select named.named_id, dim_user.user_key, 2
        from named
        join star.dim_user on lower(dim_user.user_id) = named.named_id
        where contains(named.named_id, '@')
        union all
        select named.named_id, dim_user.user_key, 3
        from named
        join star.dim_user on lower(dim_user.user_email) = named.named_id
        where contains(named.named_id, '@')
    )
    group by named_id
)
select named.user_hash, named.named_id, known.user_key
from named
left join known on known.named_id = named.named_id;

insert into star.dim_user
select
    (select max(user_key) from star.dim_user) + row_number() over (order by named_id),
    named_id, named_id, null, null, true, date '0001-01-01', date '9999-12-31', true
from user_of_line
where user_key is null;

update user_of_line
set user_key = dim_user.user_key
from star.dim_user
where user_of_line.user_key is null and dim_user.user_id = user_of_line.named_id;

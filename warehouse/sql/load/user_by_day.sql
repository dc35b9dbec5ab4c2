-- Grain: one row per name of the table named_user and range of days: the user that the name is on them. Together the rows of a name
-- cover all days, and a name that is nobody's becomes a member of its own.
-- The table named_user has the names (named_id) and how the star spells them when they are ids (user_id).
-- A user is known by id, else by e-mail address: that of the day, else one of any day. Among several those that a directory lists come
-- first, then those that were not deleted, then whoever had got the address last by the day, and of those who got it later the first.
create or replace temp table user_by_day as
with candidate as (
    select
        named_user.named_id,
        dim_user.user_id,
        0 as preference,
        false as is_inferred,
        false as is_deleted,
        dim_user.known_from,
        dim_user.valid_from as had_from,
        dim_user.valid_from,
        dim_user.valid_to
    from named_user
    join star.dim_user on dim_user.user_id = named_user.user_id
    union all
    select
        named_user.named_id, dim_user.user_id, 1, dim_user.is_inferred, dim_user.is_deleted, dim_user.known_from,
        dim_user.valid_from, dim_user.valid_from, dim_user.valid_to
    from named_user
    join star.dim_user on lower(dim_user.user_id) = lower(named_user.named_id)
    where contains(named_user.named_id, '@')
    union all
    select
        named_user.named_id, dim_user.user_id, 2, dim_user.is_inferred, dim_user.is_deleted, dim_user.known_from,
        dim_user.valid_from, dim_user.valid_from, dim_user.valid_to
    from named_user
    join star.dim_user on lower(dim_user.user_email) = lower(named_user.named_id)
    where contains(named_user.named_id, '@')
    union all
    select
        named_user.named_id, dim_user.user_id, 3, dim_user.is_inferred, dim_user.is_deleted, dim_user.known_from,
        dim_user.valid_from, date '0001-01-01', date '9999-12-31'
    from named_user
    join star.dim_user on lower(dim_user.user_email) = lower(named_user.named_id)
    where contains(named_user.named_id, '@')
),
turn as (
    select named_id, valid_from from candidate
    union
    select named_id, valid_to from candidate where valid_to < date '9999-12-31'
),
span as (
    select
        named_id,
        valid_from,
        lead(valid_from, 1, date '9999-12-31') over (partition by named_id order by valid_from) as valid_to
    from turn
)
select
    span.named_id,
    arg_min(
        candidate.user_id,
        row(
            candidate.preference > 0, candidate.is_inferred, candidate.preference, candidate.is_deleted,
            candidate.had_from > span.valid_from, abs(span.valid_from - candidate.had_from),
            coalesce(candidate.known_from, date '9999-12-31'), candidate.user_id
        )
    ) as user_id,
    span.valid_from,
    span.valid_to
from span
join candidate
    on candidate.named_id = span.named_id
    and candidate.valid_from <= span.valid_from
    and candidate.valid_to > span.valid_from
group by span.named_id, span.valid_from, span.valid_to;

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
from (
    select distinct user_id
    from named_user
    where user_id is not null and named_id not in (select named_id from user_by_day)
);

insert into user_by_day
select named_id, user_id, date '0001-01-01', date '9999-12-31'
from named_user
where user_id is not null and named_id not in (select named_id from user_by_day);

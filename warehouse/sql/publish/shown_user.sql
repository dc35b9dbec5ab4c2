-- Grain: one row per version of a user: the member that stands for it where persons are not shown in full. The keys are given anew, in
-- the order of the pseudonyms: the warehouse's own tell the order of the names.
create or replace temp macro pseudonym(text) as
    left(sha256(getvariable('pepper') || sha256(getvariable('pepper') || text)), 16);

create or replace temp macro shown_user_id(id) as
    case
        when id is null or id in ('(unassigned)', '(anonymous)') then id
        when getvariable('persons') = 'none' then '(not shown)'
        else 'user-' || pseudonym(id)
    end;

create or replace temp table shown_user as
select
    user_key,
    shown_user_id(user_id) as shown_user_id,
    case
        when user_id = '(unassigned)' then user_key
        when getvariable('persons') = 'none' then if(user_id = '(anonymous)', 2, 1)
        else row_number() over (order by user_id = '(unassigned)', shown_user_id(user_id), valid_from)
    end as shown_user_key
from whole.star.dim_user;

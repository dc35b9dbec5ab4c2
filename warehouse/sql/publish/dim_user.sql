-- Grain: one row per version of a shown user: a pseudonym for all versions of each, or one member and version for all of them.
delete from star.dim_user;
insert into star.dim_user
select
    shown_user_key,
    shown_user_id,
    shown_user_id,
    null,
    case when getvariable('persons') = 'pseudonymous' then any_value(user_role) end,
    bool_and(is_inferred),
    min(valid_from),
    max(valid_to),
    bool_or(is_current),
    bool_and(is_deleted),
    min(known_from),
    case when getvariable('persons') = 'pseudonymous' then any_value(team_id) end,
    case when getvariable('persons') = 'pseudonymous' then any_value(organization_id) end,
    case when getvariable('persons') = 'pseudonymous' then any_value(department) end
from whole.star.dim_user
join shown_user using (user_key)
group by shown_user_key, shown_user_id
order by shown_user_key;

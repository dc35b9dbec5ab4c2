-- Grain: one row per version of a team. A team that is named after a person, by any name that the person ever had, is named by its id.
create or replace temp table team_with_person as
with person as (
    select user_name, user_email from whole.star.dim_user where user_key <> 0
    union
    select nullif(attributes ->> '$.user_alias', ''), nullif(attributes ->> '$.user_email', '')
    from whole.ops.directory_observation
    where entity_kind = 'user'
)
select distinct team_key
from whole.star.dim_team as team
join person
    on contains(lower(team.team_name), lower(person.user_name))
    or contains(lower(team.team_name), lower(split_part(person.user_email, '@', 1)))
union
select team_key from whole.star.dim_team where contains(team_name, '@');

delete from star.dim_team;
insert into star.dim_team
select * replace (
    case when team_key in (select team_key from team_with_person) then team_id else team_name end as team_name
)
from whole.star.dim_team;

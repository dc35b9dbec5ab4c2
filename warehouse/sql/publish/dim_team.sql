-- Grain: one row per team. A team that is named after a person is named by its id.
create or replace temp table team_with_person as
select distinct team_key
from whole.star.dim_team as team
join whole.star.dim_user as person
    on person.user_key <> 0
    and (
        contains(lower(team.team_name), lower(person.user_name))
        or contains(lower(team.team_name), lower(split_part(person.user_email, '@', 1)))
    )
union
select team_key from whole.star.dim_team where contains(team_name, '@');

delete from star.dim_team;
insert into star.dim_team
select * replace (
    case when team_key in (select team_key from team_with_person) then team_id else team_name end as team_name
)
from whole.star.dim_team;

-- Grain: that of star.fact_storage_daily. Joins storage to its user and team as they were on the day. The table user_by_day has the users.
-- A team that no directory knows stays as it is stated.
update star.fact_storage_daily
set user_key = dim_user.user_key
from user_by_day
join star.dim_user
    on dim_user.user_id = user_by_day.user_id
    and dim_user.valid_from < user_by_day.valid_to
    and dim_user.valid_to > user_by_day.valid_from
where fact_storage_daily.owner_kind = 'user'
    and fact_storage_daily.owner_id = user_by_day.named_id
    and fact_storage_daily.usage_date >= greatest(user_by_day.valid_from, dim_user.valid_from)
    and fact_storage_daily.usage_date < least(user_by_day.valid_to, dim_user.valid_to);

update star.fact_storage_daily
set team_id = coalesce(team.team_id, fact_storage_daily.owner_id)
from (
    select
        storage.line_number,
        arg_min(dim_team.team_id, [(dim_team.team_id <> storage.owner_id)::integer, dim_team.team_key]) as team_id
    from star.fact_storage_daily as storage
    left join star.dim_team
        on storage.owner_id in (dim_team.team_id, dim_team.team_name)
        and dim_team.valid_from <= storage.usage_date
        and dim_team.valid_to > storage.usage_date
    where storage.owner_kind = 'team'
    group by storage.line_number
) as team
where fact_storage_daily.line_number = team.line_number;

update star.fact_storage_daily
set team_id = member_name(dim_user.team_id)
from star.dim_user
where fact_storage_daily.owner_kind = 'user'
    and dim_user.user_key = fact_storage_daily.user_key
    and dim_user.team_id is not null;

-- Grain: one row per key, or team of a key, that the staged day names and no directory has named yet.
insert into star.dim_api_key
select
    (select max(api_key_key) from star.dim_api_key) + row_number() over (order by seen.api_key_hash),
    seen.api_key_hash,
    nullif(staged_key.key_alias, ''),
    case
        when seen.api_key_hash = 'litellm-internal-health-check' or staged_key.team_id = 'litellm-dashboard' then 'internal'
        else 'unlisted'
    end,
    member_name(nullif(staged_key.user_id, '')),
    member_name(nullif(staged_key.team_id, '')),
    null, false, null, null, true, date '0001-01-01', date '9999-12-31', true
from (select distinct api_key_hash from usage_of_day) as seen
left join staged_key on member_name(staged_key.api_key) = seen.api_key_hash
where seen.api_key_hash not in (select api_key_hash from star.dim_api_key);

insert into star.dim_team
select
    (select max(team_key) from star.dim_team) + row_number() over (order by team_id),
    team_id, team_id, null, null, true, date '0001-01-01', date '9999-12-31', true
from (
    select distinct dim_api_key.team_id
    from usage_of_day
    join star.dim_api_key on dim_api_key.api_key_hash = usage_of_day.api_key_hash
    where dim_api_key.team_id is not null
)
where team_id not in (select team_id from star.dim_team);

-- Grain: one row per key, or team of a key, that the staged day names and no directory has named yet.
-- LiteLLM 1.99 stored some hashes hashed once more: such a one is whatever the key that a directory lists is, under a hash of its own.
insert into star.dim_api_key by name
select nextval('ops.next_api_key_key') as api_key_key, seen.api_key_hash, listed.* exclude (api_key_key, api_key_hash, first_used_date, last_used_date)
from (select distinct api_key_hash from usage_of_day) as seen
join star.dim_api_key as listed on sha256(listed.api_key_hash) = seen.api_key_hash and not listed.is_inferred
where seen.api_key_hash not in (select api_key_hash from star.dim_api_key);

insert into star.dim_api_key by name
select
    nextval('ops.next_api_key_key') as api_key_key,
    seen.api_key_hash,
    nullif(staged_key.key_alias, '') as key_alias,
    case
        when seen.api_key_hash = 'litellm-internal-health-check' or staged_key.team_id = 'litellm-dashboard' then 'internal'
        else 'unlisted'
    end as key_kind,
    member_name(nullif(staged_key.user_id, '')) as user_id,
    member_name(nullif(staged_key.team_id, '')) as team_id,
    false as is_deleted,
    true as is_inferred,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to,
    true as is_current
from (select distinct api_key_hash from usage_of_day) as seen
left join staged_key on member_name(staged_key.api_key) = seen.api_key_hash
where seen.api_key_hash not in (select api_key_hash from star.dim_api_key);

insert into star.dim_team by name
select
    nextval('ops.next_team_key') as team_key,
    team_id,
    team_id as team_name,
    true as is_inferred,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to,
    true as is_current,
    false as is_deleted
from (
    select distinct dim_api_key.team_id
    from usage_of_day
    join star.dim_api_key on dim_api_key.api_key_hash = usage_of_day.api_key_hash
    where dim_api_key.team_id is not null
)
where team_id not in (select team_id from star.dim_team);

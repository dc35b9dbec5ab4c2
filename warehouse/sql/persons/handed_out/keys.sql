-- Grain: one row per version of an API key of the person.
select
    api_key_hash, key_alias, key_kind, user_id, team_id, is_blocked, is_deleted, first_used_date, last_used_date, valid_from, valid_to
from star.dim_api_key
where user_id in (select user_id from asked_user)
order by api_key_hash, valid_from

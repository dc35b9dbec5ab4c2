-- Grain: one row per user, team, API key, model and provider with usage.
create or replace view marts.first_seen as
select 'user' as member_kind, user_id as member_id, any_value(current_user_name) as member_name, min(usage_date) as first_usage_date, max(usage_date) as last_usage_date
from marts.usage
group by user_id
union all
select 'team', team_id, any_value(current_team_name), min(usage_date), max(usage_date)
from marts.usage
group by team_id
union all
select 'api_key', api_key_hash, any_value(current_key_alias), min(usage_date), max(usage_date)
from marts.usage
group by api_key_hash
union all
select 'model', model_name, model_name, min(usage_date), max(usage_date)
from marts.usage
group by model_name
union all
select 'provider', provider_id, provider_id, min(usage_date), max(usage_date)
from marts.usage
group by provider_id;
comment on view marts.first_seen is 'Since when whoever and whatever is used, and until when';
comment on column marts.first_seen.member_kind is 'user, team, api_key, model or provider';
comment on column marts.first_seen.member_id is 'Durable key of the member';
comment on column marts.first_seen.member_name is 'Its name now; NULL for a key without an alias';
comment on column marts.first_seen.first_usage_date is 'First UTC day with usage, of the days that are kept';
comment on column marts.first_seen.last_usage_date is 'Last UTC day with usage';

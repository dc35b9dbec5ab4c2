-- Grain: that of each fact with members. Joins the facts again to the versions that are valid on their days, where the load of a
-- directory has moved them.
update star.fact_usage_daily
set user_key = moved_user.user_key
from moved_user
where fact_usage_daily.user_key = moved_user.key_before
    and fact_usage_daily.usage_date >= moved_user.valid_from
    and fact_usage_daily.usage_date < moved_user.valid_to;

update star.fact_usage_daily
set api_key_key = moved_api_key.api_key_key
from moved_api_key
where fact_usage_daily.api_key_key = moved_api_key.key_before
    and fact_usage_daily.usage_date >= moved_api_key.valid_from
    and fact_usage_daily.usage_date < moved_api_key.valid_to;

-- The team is that of the key on the day, as the key and the team were on it.
create or replace temp table team_of_key as
select
    dim_api_key.api_key_key,
    coalesce(dim_team.team_key, 0) as team_key,
    greatest(dim_api_key.valid_from, coalesce(dim_team.valid_from, dim_api_key.valid_from)) as valid_from,
    least(dim_api_key.valid_to, coalesce(dim_team.valid_to, dim_api_key.valid_to)) as valid_to
from star.dim_api_key
left join star.dim_team
    on dim_team.team_id = dim_api_key.team_id
    and dim_team.valid_from < dim_api_key.valid_to
    and dim_team.valid_to > dim_api_key.valid_from
where dim_api_key.api_key_hash in (select api_key_hash from changed_api_key)
    or dim_api_key.team_id in (select team_id from changed_team);

update star.fact_usage_daily
set team_key = team_of_key.team_key
from team_of_key
where fact_usage_daily.api_key_key = team_of_key.api_key_key
    and fact_usage_daily.usage_date >= team_of_key.valid_from
    and fact_usage_daily.usage_date < team_of_key.valid_to
    and fact_usage_daily.team_key <> team_of_key.team_key;

update star.fact_usage_breakdown_daily
set api_key_key = moved_api_key.api_key_key
from moved_api_key
where fact_usage_breakdown_daily.api_key_key = moved_api_key.key_before
    and fact_usage_breakdown_daily.usage_date >= moved_api_key.valid_from
    and fact_usage_breakdown_daily.usage_date < moved_api_key.valid_to;

update star.fact_usage_feed_daily
set user_key = moved_user.user_key
from moved_user
where fact_usage_feed_daily.user_key = moved_user.key_before
    and fact_usage_feed_daily.usage_date >= moved_user.valid_from
    and fact_usage_feed_daily.usage_date < moved_user.valid_to;

update star.fact_usage_feed_daily
set api_key_key = moved_api_key.api_key_key
from moved_api_key
where fact_usage_feed_daily.api_key_key = moved_api_key.key_before
    and fact_usage_feed_daily.usage_date >= moved_api_key.valid_from
    and fact_usage_feed_daily.usage_date < moved_api_key.valid_to;

update star.fact_request
set user_key = moved_user.user_key
from moved_user
where fact_request.user_key = moved_user.key_before
    and fact_request.requested_at >= moved_user.valid_from::timestamp
    and fact_request.requested_at < moved_user.valid_to::timestamp;

update star.fact_request_hourly
set user_key = moved_user.user_key
from moved_user
where fact_request_hourly.user_key = moved_user.key_before
    and fact_request_hourly.hour_at >= moved_user.valid_from::timestamp
    and fact_request_hourly.hour_at < moved_user.valid_to::timestamp;

update star.fact_storage_daily
set user_key = moved_user.user_key
from moved_user
where fact_storage_daily.user_key = moved_user.key_before
    and fact_storage_daily.usage_date >= moved_user.valid_from
    and fact_storage_daily.usage_date < moved_user.valid_to;

update star.fact_audit_event
set user_key = moved_user.user_key
from moved_user
where fact_audit_event.user_key = moved_user.key_before
    and fact_audit_event.occurred_at >= moved_user.valid_from::timestamp
    and fact_audit_event.occurred_at < moved_user.valid_to::timestamp;

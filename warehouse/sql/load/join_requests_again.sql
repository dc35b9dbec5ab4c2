-- Grain: one row per request, per hour of the roll-up and per event of an audit log. Joins them to the services and users as they are known now.

-- Endpoints: by the rules of today. The rest of a service stays with it, for its paths are not kept.
create or replace temp table endpoint_again as
with routed as (
    select
        dim_endpoint.endpoint_key,
        dim_endpoint.endpoint_path,
        dim_endpoint.service_key as service_key_before,
        coalesce(arg_min(service_route.service_id, service_route.position), 'unknown') as service_id
    from star.dim_endpoint
    left join service_route on dim_endpoint.endpoint_path glob service_route.path_pattern
    where dim_endpoint.endpoint_path <> '(other)'
    group by all
)
select
    endpoint_key as endpoint_key_before,
    service_key_before,
    min(endpoint_key) over (partition by endpoint_path) as endpoint_key,
    service_id,
    null::integer as service_key
from routed;

insert into star.dim_service
select
    (select max(service_key) from star.dim_service) + row_number() over (order by service_id),
    service_id
from (select distinct service_id from endpoint_again)
where service_id not in (select service_id from star.dim_service);

update endpoint_again
set service_key = dim_service.service_key
from star.dim_service
where dim_service.service_id = endpoint_again.service_id;

delete from endpoint_again
where endpoint_key = endpoint_key_before and service_key = service_key_before;

update star.dim_endpoint
set service_key = endpoint_again.service_key
from endpoint_again
where dim_endpoint.endpoint_key = endpoint_again.endpoint_key_before;

delete from star.dim_endpoint
where endpoint_key in (select endpoint_key_before from endpoint_again where endpoint_key <> endpoint_key_before);

-- Users: a log's e-mail address may have become that of somebody who is known by now, as of each day. The table user_by_day has the
-- addresses of the members that only logs and usage name.
create or replace temp table user_again as
select
    inferred.user_key as user_key_before,
    known.user_key,
    greatest(known.valid_from, user_by_day.valid_from)::timestamp as valid_from,
    least(known.valid_to, user_by_day.valid_to)::timestamp as valid_to
from user_by_day
join star.dim_user as inferred on inferred.user_id = user_by_day.named_id and inferred.is_inferred
join star.dim_user as known
    on known.user_id = user_by_day.user_id
    and not known.is_inferred
    and known.valid_from < user_by_day.valid_to
    and known.valid_to > user_by_day.valid_from;

update star.fact_request
set endpoint_key = endpoint_again.endpoint_key, service_key = endpoint_again.service_key
from endpoint_again
where fact_request.endpoint_key = endpoint_again.endpoint_key_before;

update star.fact_request
set user_key = user_again.user_key
from user_again
where fact_request.user_key = user_again.user_key_before
    and fact_request.requested_at >= user_again.valid_from
    and fact_request.requested_at < user_again.valid_to;

-- Events of audit logs that are requests, and whoever else they name.
update star.fact_audit_event
set endpoint_key = endpoint_again.endpoint_key
from endpoint_again
where fact_audit_event.endpoint_key = endpoint_again.endpoint_key_before;

update star.fact_audit_event
set user_key = user_again.user_key
from user_again
where fact_audit_event.user_key = user_again.user_key_before
    and fact_audit_event.occurred_at >= user_again.valid_from
    and fact_audit_event.occurred_at < user_again.valid_to;

-- The roll-up of a file, or of what comes from none, in which anything moved is added up anew: two of its rows may have become one.
create or replace temp table hourly_again as
select
    hourly.request_source,
    hourly.hour_at,
    coalesce(user_again.user_key, hourly.user_key) as user_key,
    coalesce(endpoint_again.service_key, hourly.service_key) as service_key,
    coalesce(endpoint_again.endpoint_key, hourly.endpoint_key) as endpoint_key,
    hourly.* exclude (request_source, hour_at, user_key, service_key, endpoint_key)
from star.fact_request_hourly as hourly
left join endpoint_again on endpoint_again.endpoint_key_before = hourly.endpoint_key
left join user_again
    on user_again.user_key_before = hourly.user_key
    and user_again.valid_from <= hourly.hour_at
    and user_again.valid_to > hourly.hour_at
where coalesce(hourly.source_file_key, -1) in (
    select coalesce(source_file_key, -1)
    from star.fact_request_hourly
    where endpoint_key in (select endpoint_key_before from endpoint_again)
        or user_key in (select user_key_before from user_again)
);

delete from star.fact_request_hourly
where coalesce(source_file_key, -1) in (select coalesce(source_file_key, -1) from hourly_again);

insert into star.fact_request_hourly by name
select request_source, hour_at, user_key, service_key, endpoint_key, source_file_key, sum(columns('_(count|sum)$'))
from hourly_again
group by request_source, hour_at, user_key, service_key, endpoint_key, source_file_key;

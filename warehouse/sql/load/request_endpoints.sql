-- Grain: one row per service and endpoint that the staged lines name and no dimension has yet. The paths are in text_of_line.
-- Services: the first rule whose pattern the path matches.
create or replace temp table endpoint_of_line as
with seen as (
    select hashed.endpoint_hash, text_of_line.text as endpoint_path, hashed.request_count
    from (
        select endpoint_hash, count(*) as request_count
        from staged_request
        where requested_at_us is not null and endpoint_hash is not null
        group by endpoint_hash
    ) as hashed
    join text_of_line on text_of_line.endpoint_hash = hashed.endpoint_hash
),
routed as (
    select
        seen.endpoint_hash,
        seen.endpoint_path,
        seen.request_count,
        coalesce(arg_min(service_route.service_id, service_route.position), 'unknown') as service_id
    from seen
    left join service_route on seen.endpoint_path glob service_route.path_pattern
    group by seen.endpoint_hash, seen.endpoint_path, seen.request_count
)
select endpoint_hash, endpoint_path, request_count, service_id, null::integer as service_key, null::integer as endpoint_key
from routed;

insert into star.dim_service
select
    (select max(service_key) from star.dim_service) + row_number() over (order by service_id),
    service_id
from (select distinct service_id from endpoint_of_line)
where service_id not in (select service_id from star.dim_service);

update endpoint_of_line
set service_key = dim_service.service_key
from star.dim_service
where dim_service.service_id = endpoint_of_line.service_id;

-- Endpoints: the busiest first, until the service has as many as it may; the rest is one member.
create or replace temp table new_endpoint as
with unknown as (
    select endpoint_of_line.endpoint_path, endpoint_of_line.service_key,
        row_number() over (
            partition by endpoint_of_line.service_key
            order by endpoint_of_line.request_count desc, endpoint_of_line.endpoint_path
        ) as place
    from endpoint_of_line
    where not exists (
        select 1 from star.dim_endpoint
        where dim_endpoint.endpoint_path = endpoint_of_line.endpoint_path
            and dim_endpoint.service_key = endpoint_of_line.service_key
    )
),
room as (
    select service_key, getvariable('endpoints_per_service')::bigint - count(endpoint_key) as free_count
    from star.dim_service
    left join star.dim_endpoint using (service_key)
    group by service_key
)
select distinct
    case when unknown.place <= room.free_count then unknown.endpoint_path else '(other)' end as endpoint_path,
    unknown.service_key
from unknown
join room using (service_key);

insert into star.dim_endpoint
select
    coalesce((select max(endpoint_key) from star.dim_endpoint), -1)
        + row_number() over (order by new_endpoint.service_key, new_endpoint.endpoint_path),
    new_endpoint.endpoint_path,
    new_endpoint.service_key
from new_endpoint
where not exists (
    select 1 from star.dim_endpoint
    where dim_endpoint.endpoint_path = new_endpoint.endpoint_path
        and dim_endpoint.service_key = new_endpoint.service_key
);

update endpoint_of_line
set endpoint_key = coalesce(
    (
        select dim_endpoint.endpoint_key from star.dim_endpoint
        where dim_endpoint.service_key = endpoint_of_line.service_key
            and dim_endpoint.endpoint_path = endpoint_of_line.endpoint_path
    ),
    (
        select dim_endpoint.endpoint_key from star.dim_endpoint
        where dim_endpoint.service_key = endpoint_of_line.service_key
            and dim_endpoint.endpoint_path = '(other)'
    )
);

-- Grain: one row per piece of infrastructure of marts.resource_optimization_candidates, beside the load of the day's hours: of the one
-- service that it is for, or of all.
create or replace macro marts.auto_scaling_candidates(from_date, to_date, quiet_below := 0.5) as table
with infrastructure as (
    select infra_name, case when count(*) = count(service_id) and count(distinct service_id) = 1 then any_value(service_id) end as service_id
    from star.fact_infra_cost
    where cost_date between from_date and to_date
    group by infra_name
),
hour_load as (
    select infrastructure.infra_name, hours.utc_hour, any_value(hours.read_day_count) as read_day_count, sum(hours.request_count) as request_count
    from infrastructure
    join marts.service_hours(from_date, to_date) as hours
        on infrastructure.service_id is null or hours.service_id = infrastructure.service_id
    group by infrastructure.infra_name, hours.utc_hour
),
profile as (
    select
        infra_name,
        any_value(read_day_count) as read_day_count,
        max(request_count)::bigint as peak_hour_request_count,
        count(*) filter (where request_count < quiet_below * peak) as quiet_hour_count
    from (select *, max(request_count) over (partition by infra_name) as peak from hour_load)
    group by infra_name
)
select
    idle.infra_name,
    infrastructure.service_id,
    coalesce(profile.read_day_count, 0) as read_day_count,
    coalesce(profile.peak_hour_request_count, 0) as peak_hour_request_count,
    coalesce(profile.quiet_hour_count, 0) as quiet_hour_count,
    idle.day_count,
    idle.mean_percent,
    idle.cost_usd
from marts.resource_optimization_candidates(from_date, to_date) as idle
join infrastructure on infrastructure.infra_name = idle.infra_name
left join profile on profile.infra_name = idle.infra_name
order by idle.infra_name;
comment on macro table marts.auto_scaling_candidates is 'Hours of the day in which infrastructure has little to do, beside what it cost, from from_date to to_date inclusive (UTC days and hours). An hour is quiet when it has less than the part quiet_below of the requests of the busiest one (0 to 1). Columns: infra_name; service_id (the one it is for, whose requests are its load; NULL when several share it: then those of all services); read_day_count (days whose access logs were read to their end); peak_hour_request_count (requests of the busiest hour of the day, of all these days); quiet_hour_count (quiet hours of the 24); day_count, mean_percent, cost_usd (those of marts.resource_optimization_candidates)';

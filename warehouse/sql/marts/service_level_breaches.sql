-- Grain: one row per UTC day of the range and rule of star.dim_service_level that holds on it, kept or broken.
create or replace macro marts.service_level_breaches(
    from_date, to_date,
    for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
with due as (
    select
        dim_date.calendar_date as usage_date,
        dim_service_level.service_level_key,
        dim_service_level.service_id,
        dim_service_level.endpoint_path,
        dim_service_level.metric,
        dim_service_level.threshold
    from star.dim_service_level
    join star.dim_date
        on dim_date.calendar_date >= dim_service_level.valid_from
        and dim_date.calendar_date < dim_service_level.valid_to
    where dim_date.calendar_date between from_date and to_date
        and (for_service is null or dim_service_level.service_id = for_service)
        and (for_endpoint is null or dim_service_level.endpoint_path = for_endpoint)
),
counted as (
    select
        due.service_level_key,
        due.usage_date,
        sum(hours.request_count)::bigint as request_count,
        sum(hours.success_count) as success_count,
        sum(hours.throttled_count) as throttled_count,
        sum(hours.timeout_count + hours.server_error_count) as unavailable_count,
        sum(hours.duration_ms_sum) as duration_ms_sum,
        sum(hours.timed_request_count) as timed_request_count
    from due
    join marts.filtered_request_hours(
        from_date, to_date, for_service := for_service, for_request_source := for_request_source
    ) as hours
        on hours.service_id = due.service_id
        and hours.hour_at::date = due.usage_date
        and (due.endpoint_path is null or hours.endpoint_path = due.endpoint_path)
    group by due.service_level_key, due.usage_date
),
detailed as (
    select
        due.service_level_key,
        due.usage_date,
        count(*) as request_count,
        quantile_cont(requests.duration_ms::double, [0.5, 0.95, 0.99]) as percentiles_ms
    from due
    join marts.filtered_requests(
        from_date, to_date, for_service := for_service, for_request_source := for_request_source
    ) as requests
        on requests.service_id = due.service_id
        and requests.requested_at::date = due.usage_date
        and (due.endpoint_path is null or requests.endpoint_path = due.endpoint_path)
    where due.metric in ('p50_ms', 'p95_ms', 'p99_ms')
    group by due.service_level_key, due.usage_date
),
measured as (
    select
        due.usage_date,
        due.service_level_key,
        due.service_id,
        due.endpoint_path,
        due.metric,
        due.threshold,
        coalesce(day_status.state, 'missing') as day_state,
        case
            when day_status.state in ('loaded', 'zero', 'partial') then coalesce(counted.request_count, 0)
        end as request_count,
        case due.metric
            when 'availability_percent' then 100 * (counted.request_count - counted.unavailable_count) / counted.request_count
            when 'success_percent' then 100 * counted.success_count / counted.request_count
            when 'throttled_percent' then 100 * counted.throttled_count / counted.request_count
            when 'mean_ms' then counted.duration_ms_sum / nullif(counted.timed_request_count, 0)
            when 'p50_ms' then case when detailed.request_count = counted.request_count then round(detailed.percentiles_ms[1], 5) end
            when 'p95_ms' then case when detailed.request_count = counted.request_count then round(detailed.percentiles_ms[2], 5) end
            when 'p99_ms' then case when detailed.request_count = counted.request_count then round(detailed.percentiles_ms[3], 5) end
        end as measured_value
    from due
    left join ops.day_status
        on day_status.source = regexp_replace(for_request_source, '-api$', '-log') || 's' and day_status.usage_date = due.usage_date
    left join counted
        on counted.service_level_key = due.service_level_key and counted.usage_date = due.usage_date
    left join detailed
        on detailed.service_level_key = due.service_level_key and detailed.usage_date = due.usage_date
)
select
    usage_date,
    service_level_key,
    service_id,
    endpoint_path,
    metric,
    threshold,
    day_state,
    request_count,
    measured_value,
    case
        when metric in ('availability_percent', 'success_percent') then measured_value < threshold
        else measured_value > threshold
    end as is_breached
from measured
order by usage_date, service_level_key;
comment on macro table marts.service_level_breaches is 'Service levels of star.dim_service_level (config/service_levels.csv) beside what was measured, per UTC day of the range and rule that holds on it. Columns: usage_date; service_level_key (the rule); service_id, endpoint_path (NULL for the whole service); metric; threshold (percent or milliseconds, as the metric says); day_state (loaded, zero, partial, missing); request_count (requests measured; NULL when the day was not read); measured_value (percent or milliseconds; NULL without requests, for durations without a timed one, for percentiles also when not every request of the day is kept one by one any more); is_breached (below the threshold of availability_percent or success_percent, above that of any other metric; NULL when nothing is measured)';

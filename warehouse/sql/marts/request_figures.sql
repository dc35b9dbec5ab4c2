-- Grain: one row per UTC day, service and endpoint with requests in the range; a grain of 'endpoint' leaves the day out, and one of 'service'
-- the endpoint too. The planner sees a constant, so that what is left out costs nothing.
-- Counts come from the hourly roll-up; percentiles from the requests themselves, and only when each of the row is still kept. Between two
-- durations of three decimals they have five at most; rounding takes away what binary adds.
create or replace macro marts.request_figures(
    from_date, to_date,
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log', grain := 'endpoint and day'
) as table
with counted as (
    select
        case when grain = 'endpoint and day' then hour_at::date end as usage_date,
        service_id,
        case when grain <> 'service' then endpoint_path end as endpoint_path,
        count(distinct filtered.endpoint_path) as endpoint_count,
        case
            when bool_or(user_id = '(not shown)') then null
            else count(distinct user_id) filter (where user_id not in ('(anonymous)', '(unassigned)'))
        end as user_count,
        coalesce(sum(request_count) filter (where user_id = '(anonymous)'), 0)::bigint as anonymous_request_count,
        sum(request_count)::bigint as request_count,
        sum(success_count)::bigint as success_count,
        sum(client_error_count)::bigint as client_error_count,
        sum(throttled_count)::bigint as throttled_count,
        sum(timeout_count)::bigint as timeout_count,
        sum(server_error_count)::bigint as server_error_count,
        sum(response_bytes_sum)::bigint as response_bytes_sum,
        sum(sized_request_count)::bigint as sized_request_count,
        sum(duration_ms_sum) as duration_ms_sum,
        sum(timed_request_count)::bigint as timed_request_count
    from marts.filtered_request_hours(
        from_date, to_date,
        for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
    ) as filtered
    group by all
),
detailed as (
    select
        case when grain = 'endpoint and day' then requested_at::date end as usage_date,
        service_id,
        case when grain <> 'service' then endpoint_path end as endpoint_path,
        count(*) as request_count,
        quantile_cont(duration_ms::double, [0.5, 0.95, 0.99]) as percentiles_ms
    from marts.filtered_requests(
        from_date, to_date,
        for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
    )
    group by all
)
select
    counted.usage_date,
    counted.service_id,
    counted.endpoint_path,
    counted.endpoint_count,
    counted.user_count,
    counted.anonymous_request_count,
    counted.request_count,
    counted.success_count,
    counted.client_error_count,
    counted.throttled_count,
    counted.timeout_count,
    counted.server_error_count,
    counted.success_count / nullif(counted.request_count, 0) as success_rate,
    case when counted.sized_request_count > 0 then counted.response_bytes_sum end as response_bytes,
    counted.sized_request_count,
    counted.duration_ms_sum / nullif(counted.timed_request_count, 0) as mean_duration_ms,
    counted.timed_request_count,
    case when detailed.request_count = counted.request_count then round(detailed.percentiles_ms[1], 5) end as p50_duration_ms,
    case when detailed.request_count = counted.request_count then round(detailed.percentiles_ms[2], 5) end as p95_duration_ms,
    case when detailed.request_count = counted.request_count then round(detailed.percentiles_ms[3], 5) end as p99_duration_ms,
    coalesce(detailed.request_count, 0) as detailed_request_count,
    coverage.detailed_from as percentiles_from
from counted
left join detailed
    on detailed.usage_date is not distinct from counted.usage_date
    and detailed.service_id = counted.service_id
    and detailed.endpoint_path is not distinct from counted.endpoint_path
cross join marts.request_coverage(from_date, to_date, for_request_source := for_request_source) as coverage;
comment on macro table marts.request_figures is 'What service_usage, endpoint_usage and endpoint_usage_by_day have in common, from from_date to to_date inclusive (UTC days). grain is ''service'', ''endpoint'' or ''endpoint and day''. Columns: usage_date (NULL but for endpoint and day); service_id; endpoint_path (NULL for service); endpoint_count (distinct endpoints); user_count (distinct users, without anonymous requests; NULL when the snapshot does not show persons); anonymous_request_count (requests without a user); request_count, success_count (status below 400), client_error_count (4xx that is neither of the next two), throttled_count (429), timeout_count (408, 499, 504), server_error_count (other 5xx) (requests); success_rate (0 to 1); response_bytes (bytes; NULL when no size is known) of sized_request_count (requests); mean_duration_ms (milliseconds; NULL when nothing is timed) of timed_request_count (requests); p50_duration_ms, p95_duration_ms, p99_duration_ms (milliseconds, exact and interpolated, of the timed requests; NULL when not every request of the row is kept one by one any more); detailed_request_count (requests that are); percentiles_from (a range that begins on this day or later has all percentiles; NULL when none has)';

-- Grain: one row per user and UTC day with requests in the range.
create or replace macro marts.user_days(
    from_date, to_date,
    for_user := null, for_service := null, for_endpoint := null, for_request_source := 'access-log'
) as table
select
    requested_at::date as usage_date,
    user_id,
    any_value(user_name) as user_name,
    count(*) as request_count,
    count(distinct service_id) as service_count,
    count(distinct (service_id, endpoint_path)) as endpoint_count,
    min(requested_at) as first_requested_at,
    max(requested_at) as last_requested_at
from marts.filtered_requests(
    from_date, to_date,
    for_user := for_user, for_service := for_service, for_endpoint := for_endpoint, for_request_source := for_request_source
)
group by usage_date, user_id
order by usage_date, user_id;
comment on macro table marts.user_days is 'Requests of each user and UTC day, while the requests themselves are kept (90 days); the filters are those of filtered_requests. Columns: usage_date; user_id ((anonymous) for requests that name nobody), user_name (as of the day); request_count (requests); service_count, endpoint_count (distinct); first_requested_at, last_requested_at (UTC, of the day)';

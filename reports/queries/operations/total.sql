-- Grain: one row for the whole range.
select
    coalesce(sum(request_count), 0)::bigint as request_count,
    sum(success_count) / nullif(sum(request_count), 0) as success_rate,
    coalesce(sum(server_error_count), 0)::bigint as server_error_count,
    coalesce(sum(timeout_count), 0)::bigint as timeout_count,
    coalesce(sum(throttled_count), 0)::bigint as throttled_count,
    coalesce(sum(client_error_count), 0)::bigint as client_error_count
from marts.service_usage($1, $2);

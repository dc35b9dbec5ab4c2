-- Grain: one row per endpoint, busiest first.
from marts.endpoint_usage($1, $2)
order by request_count desc, service_id, endpoint_path;

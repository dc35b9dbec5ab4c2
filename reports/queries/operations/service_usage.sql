-- Grain: one row per service, busiest first.
from marts.service_usage($1, $2)
order by request_count desc, service_id;

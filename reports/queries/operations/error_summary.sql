-- Grain: one row per endpoint, outcome and status, most frequent first.
from marts.error_summary($1, $2)
order by request_count desc, service_id, endpoint_path, outcome, status;

-- Grain: one row per UTC day of which the log was read.
from marts.gateway_versus_log($1, $2)
where log_request_count is not null
order by usage_date;

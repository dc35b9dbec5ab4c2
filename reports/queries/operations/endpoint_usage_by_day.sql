-- Grain: one row per UTC day and endpoint.
from marts.endpoint_usage_by_day($1, $2)
order by all;

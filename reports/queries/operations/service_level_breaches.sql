-- Grain: one row per UTC day and service level that was not kept.
from marts.service_level_breaches($1, $2)
where is_breached
order by usage_date desc, service_level_key;

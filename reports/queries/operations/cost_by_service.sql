-- Grain: one row per service, dearest first.
from marts.cost_by_service($1, $2)
order by total_usd desc nulls last, service_id;

-- Grain: one row per event that concerns security.
from marts.security_events($1, $2)
order by occurred_at, event_id;

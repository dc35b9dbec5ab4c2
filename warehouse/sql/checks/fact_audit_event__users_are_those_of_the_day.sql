-- Blocks. Guards the past: an event belongs to its user as it was on the day.
select fact.occurred_at, fact.user_key, fact.event_id
from star.fact_audit_event as fact
anti join star.dim_user
    on dim_user.user_key = fact.user_key
    and dim_user.valid_from::timestamp <= fact.occurred_at
    and dim_user.valid_to::timestamp > fact.occurred_at

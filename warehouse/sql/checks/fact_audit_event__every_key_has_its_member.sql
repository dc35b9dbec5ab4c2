-- Blocks. Guards the joins of the marts: an event whose member is missing would vanish from every answer.
select event_id, occurred_at, user_key, endpoint_key
from star.fact_audit_event
where user_key not in (select user_key from star.dim_user)
    or (endpoint_key is not null and endpoint_key not in (select endpoint_key from star.dim_endpoint))

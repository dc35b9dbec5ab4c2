-- Grain: one row per event of an audit log that the person caused, or that was about the person.
select
    occurred_at, audit_source, event_id, dim_user.user_id, action, resource_type, resource_id, outcome, error_text, metadata, key_alias,
    client_network, agent_family
from star.fact_audit_event
join star.dim_user using (user_key)
where dim_user.user_id in (select user_id from asked_user) or resource_id in (select user_id from asked_user)
order by occurred_at, event_id

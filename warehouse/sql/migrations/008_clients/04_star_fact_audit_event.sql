-- Grain: that of star.fact_audit_event, which also holds the events of LiteLLM's own audit log.
comment on column star.fact_audit_event.audit_source is 'Shape of the audit log: litemaas, ops-center or generic; litellm for LiteLLM''s own';
comment on column star.fact_audit_event.action is 'What was done, as the source names it; (no action) when it does not. LiteLLM''s own is told with the kind of its object before it, such as apikey.created';

-- Grain: one row per event of an audit log.
create table star.fact_audit_event (
    event_id         varchar   not null,
    audit_source     varchar   not null,
    occurred_at      timestamp not null,
    user_key         integer   not null,
    action           varchar   not null,
    action_group     varchar   not null,
    resource_type    varchar,
    resource_id      varchar,
    outcome          varchar,
    error_text       varchar,
    metadata         json,
    api_key_hash     varchar,
    key_alias        varchar,
    method           varchar,
    status           smallint,
    duration_ms      decimal(18, 3),
    endpoint_key     integer,
    client_hash      bigint,
    client_network   varchar,
    agent_family     varchar,
    session_hash     varchar,
    landing_fetch_id varchar   not null
);
comment on table star.fact_audit_event is 'Events of audit logs, each once: who did what to which resource, and how it ended';
comment on column star.fact_audit_event.event_id is 'Durable key: shape of the audit log, a colon, and the event''s id there';
comment on column star.fact_audit_event.audit_source is 'Shape of the audit log: litemaas, ops-center or generic; litellm for LiteLLM''s own';
comment on column star.fact_audit_event.occurred_at is 'When it happened (UTC)';
comment on column star.fact_audit_event.user_key is 'Who did it, in star.dim_user; the member (anonymous) when the log names nobody';
comment on column star.fact_audit_event.action is 'What was done, as the source names it; (no action) when it does not. LiteLLM''s own is told with the kind of its object before it, such as apikey.created';
comment on column star.fact_audit_event.action_group is 'Kind of action: auth, security, apikey, subscription, quota, user, model, team, service, network, backup, config, data, system, billing, api_access, or other';
comment on column star.fact_audit_event.resource_type is 'Kind of what it was done to, as the source names it; NULL when unknown';
comment on column star.fact_audit_event.resource_id is 'Its id in the source; NULL when unknown';
comment on column star.fact_audit_event.outcome is 'success, failure, error or denied; NULL when the source does not tell. That of a request goes by its status, whatever the source says';
comment on column star.fact_audit_event.error_text is 'Why it failed, less secrets and addresses, cut at 1000 characters; NULL when it did not';
comment on column star.fact_audit_event.metadata is 'Further fields less secrets and addresses; values before and after under old_values and new_values. What is no JSON is under text, what is longer than 8000 characters under beginning; NULL when there is nothing';
comment on column star.fact_audit_event.api_key_hash is 'Hash of the API key the metadata names, as in star.dim_api_key; NULL when it names none';
comment on column star.fact_audit_event.key_alias is 'Alias of the API key the metadata names; NULL when it names none';
comment on column star.fact_audit_event.method is 'HTTP method of a request; NULL for other events';
comment on column star.fact_audit_event.status is 'HTTP status of a request, 100 to 599; NULL for other events';
comment on column star.fact_audit_event.duration_ms is 'Time the server took for a request (milliseconds); NULL for other events and when unknown';
comment on column star.fact_audit_event.endpoint_key is 'Endpoint of a request, in star.dim_endpoint; NULL for other events';
comment on column star.fact_audit_event.client_hash is 'Keyed hash of the client''s address, 64 bits; NULL when unknown';
comment on column star.fact_audit_event.client_network is 'Network of the client, /24 of IPv4 and /48 of IPv6; NULL when unknown';
comment on column star.fact_audit_event.agent_family is 'Family of the client''s program; NULL when unknown';
comment on column star.fact_audit_event.session_hash is 'Keyed hash of the session''s id; NULL when unknown';
comment on column star.fact_audit_event.landing_fetch_id is 'Landing folder the row was made from';

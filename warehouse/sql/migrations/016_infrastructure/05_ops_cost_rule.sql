-- Grain: one row.
create table ops.cost_rule (
    infrastructure_sharing varchar not null,
    metered_service_id     varchar not null
);
insert into ops.cost_rule values ('equal', 'llm');
comment on table ops.cost_rule is 'How costs are allocated, as the settings of the last run say';
comment on column ops.cost_rule.infrastructure_sharing is 'meterhouse.infrastructure.sharing: equal, spend or calls';
comment on column ops.cost_rule.metered_service_id is 'meterhouse.infrastructure.metered-service: the service whose cost is LiteLLM''s spend';

-- Grain: one row per source, UTC day, scope and member: what the source said beside what was loaded.
create table ops.reconciliation (
    source                   varchar         not null,
    usage_date               date            not null,
    scope                    varchar         not null,
    member                   varchar         not null,
    source_request_count     bigint          not null,
    loaded_request_count     bigint          not null,
    source_failed_count      bigint          not null,
    loaded_failed_count      bigint          not null,
    source_prompt_tokens     bigint          not null,
    loaded_prompt_tokens     bigint          not null,
    source_completion_tokens bigint          not null,
    loaded_completion_tokens bigint          not null,
    source_spend_usd         decimal(38, 12) not null,
    loaded_spend_usd         decimal(38, 12) not null,
    source_member_digest     varchar,
    loaded_member_digest     varchar,
    is_balanced              boolean         not null,
    run_id                   varchar         not null,
    checked_at               timestamp       not null
);
comment on table ops.reconciliation is 'Sums of the source beside sums of the loaded facts, for each day and each breakdown that must balance';
comment on column ops.reconciliation.source is 'Name of the source, for example litellm';
comment on column ops.reconciliation.usage_date is 'UTC calendar day';
comment on column ops.reconciliation.scope is 'day, model, provider, user, api_key, endpoint, model_group or mcp_tool';
comment on column ops.reconciliation.member is 'Name of the member as the source spells it; empty for the day itself and where all members share one row (user, api_key)';
comment on column ops.reconciliation.source_request_count is 'Requests the source states (requests)';
comment on column ops.reconciliation.loaded_request_count is 'Requests loaded (requests)';
comment on column ops.reconciliation.source_failed_count is 'Failed requests the source states (requests)';
comment on column ops.reconciliation.loaded_failed_count is 'Failed requests loaded (requests)';
comment on column ops.reconciliation.source_prompt_tokens is 'Prompt tokens the source states (tokens)';
comment on column ops.reconciliation.loaded_prompt_tokens is 'Prompt tokens loaded (tokens)';
comment on column ops.reconciliation.source_completion_tokens is 'Completion tokens the source states (tokens)';
comment on column ops.reconciliation.loaded_completion_tokens is 'Completion tokens loaded (tokens)';
comment on column ops.reconciliation.source_spend_usd is 'Spend the source states (US dollars)';
comment on column ops.reconciliation.loaded_spend_usd is 'Spend loaded (US dollars)';
comment on column ops.reconciliation.source_member_digest is 'MD5 of every member''s requests, failures and tokens as the source states them, where members are too many to keep (user, api_key); NULL elsewhere';
comment on column ops.reconciliation.loaded_member_digest is 'MD5 of every member''s requests, failures, tokens and spend as loaded, where members are too many to keep (user, api_key); NULL elsewhere';
comment on column ops.reconciliation.is_balanced is 'Counts and tokens are equal and spend differs by at most max(1e-6, 1e-9 x spend)';
comment on column ops.reconciliation.run_id is 'Run that compared them';
comment on column ops.reconciliation.checked_at is 'When they were compared (UTC)';

-- Grain: one row per change to a day that was final.
create table ops.restatement (
    source             varchar         not null,
    usage_date         date            not null,
    old_request_count  bigint          not null,
    new_request_count  bigint          not null,
    old_total_tokens   bigint          not null,
    new_total_tokens   bigint          not null,
    old_spend_usd      decimal(38, 12) not null,
    new_spend_usd      decimal(38, 12) not null,
    run_id             varchar         not null,
    reason             varchar         not null,
    restated_at        timestamp       not null
);
comment on table ops.restatement is 'Changes to days that were final; named in the next report';
comment on column ops.restatement.source is 'Name of the source, for example litellm';
comment on column ops.restatement.usage_date is 'UTC calendar day that changed';
comment on column ops.restatement.old_request_count is 'Requests before (requests)';
comment on column ops.restatement.new_request_count is 'Requests now (requests)';
comment on column ops.restatement.old_total_tokens is 'Prompt and completion tokens before (tokens)';
comment on column ops.restatement.new_total_tokens is 'Prompt and completion tokens now (tokens)';
comment on column ops.restatement.old_spend_usd is 'Spend before (US dollars)';
comment on column ops.restatement.new_spend_usd is 'Spend now (US dollars)';
comment on column ops.restatement.run_id is 'Run that changed the day';
comment on column ops.restatement.reason is 'Why it changed';
comment on column ops.restatement.restated_at is 'When it changed (UTC)';

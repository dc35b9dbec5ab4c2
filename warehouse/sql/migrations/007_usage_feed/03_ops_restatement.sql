-- Grain: one row per change to a day that was final. A usage feed may not tell every figure.
alter table ops.restatement alter column old_request_count drop not null;
alter table ops.restatement alter column new_request_count drop not null;
alter table ops.restatement alter column old_total_tokens drop not null;
alter table ops.restatement alter column new_total_tokens drop not null;
alter table ops.restatement alter column old_spend_usd drop not null;
alter table ops.restatement alter column new_spend_usd drop not null;
comment on column ops.restatement.old_request_count is 'Requests before (requests); NULL when the source did not tell';
comment on column ops.restatement.new_request_count is 'Requests now (requests); NULL when the source does not tell';
comment on column ops.restatement.old_total_tokens is 'Prompt and completion tokens before (tokens); NULL when the source did not tell';
comment on column ops.restatement.new_total_tokens is 'Prompt and completion tokens now (tokens); NULL when the source does not tell';
comment on column ops.restatement.old_spend_usd is 'Spend before (US dollars); NULL when the source did not tell';
comment on column ops.restatement.new_spend_usd is 'Spend now (US dollars); NULL when the source does not tell';
comment on column ops.day_status.row_count is 'Rows of the source''s table of facts of the day (rows)';
comment on column ops.day_status.request_count is 'Requests of the day (requests); NULL when the source does not tell';
comment on column ops.day_status.total_tokens is 'Prompt and completion tokens of the day (tokens); NULL when the source does not tell';
comment on column ops.day_status.spend_usd is 'Spend of the day as the source states it (US dollars); NULL when it does not tell';

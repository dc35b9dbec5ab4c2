-- Grain: one row per change to a day that was final, the newest first.
create or replace view marts.restatements as
select
    restatement.source,
    restatement.usage_date,
    restatement.old_request_count,
    restatement.new_request_count,
    restatement.new_request_count - restatement.old_request_count as request_count_difference,
    restatement.old_total_tokens,
    restatement.new_total_tokens,
    restatement.new_total_tokens - restatement.old_total_tokens as total_tokens_difference,
    restatement.old_spend_usd,
    restatement.new_spend_usd,
    restatement.new_spend_usd - restatement.old_spend_usd as spend_difference_usd,
    restatement.run_id,
    restatement.reason,
    restatement.restated_at,
    closed_month.closed_at is not null as is_month_closed,
    closed_month.closed_at as month_closed_at,
    coalesce(restatement.restated_at > closed_month.closed_at, false) as is_after_close
from ops.restatement
left join ops.closed_month on closed_month.month_start_date = date_trunc('month', restatement.usage_date)
order by restatement.restated_at desc, restatement.source, restatement.usage_date;
comment on view marts.restatements is 'Changes to days that were final. What a change after the close of its month means for bookings is in marts.corrections';
comment on column marts.restatements.source is 'Name of the source, for example litellm';
comment on column marts.restatements.usage_date is 'UTC calendar day that changed';
comment on column marts.restatements.old_request_count is 'Requests before (requests); NULL when the source did not tell';
comment on column marts.restatements.new_request_count is 'Requests since (requests); NULL when the source did not tell';
comment on column marts.restatements.request_count_difference is 'New less old (requests); NULL when one of them is unknown';
comment on column marts.restatements.old_total_tokens is 'Prompt and completion tokens before (tokens); NULL when the source did not tell';
comment on column marts.restatements.new_total_tokens is 'Prompt and completion tokens since (tokens); NULL when the source did not tell';
comment on column marts.restatements.total_tokens_difference is 'New less old (tokens); NULL when one of them is unknown';
comment on column marts.restatements.old_spend_usd is 'Spend before (US dollars); NULL when the source did not tell';
comment on column marts.restatements.new_spend_usd is 'Spend since (US dollars); NULL when the source did not tell';
comment on column marts.restatements.spend_difference_usd is 'New less old (US dollars); NULL when one of them is unknown';
comment on column marts.restatements.run_id is 'Run that noticed the change';
comment on column marts.restatements.reason is 'Why it changed';
comment on column marts.restatements.restated_at is 'When it was noticed (UTC)';
comment on column marts.restatements.is_month_closed is 'The month of the day is closed now';
comment on column marts.restatements.month_closed_at is 'When the month was closed (UTC); NULL when it is not';
comment on column marts.restatements.is_after_close is 'It was noticed after the month was closed, so that it is no part of the bookings';

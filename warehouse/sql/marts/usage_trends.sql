-- Grain: one row per day of the last 30, ISO week of the last 12 and month of the last 12 that end with the last day that is loaded.
create or replace view marts.usage_trends as
with last as (
    select max(usage_date) as day
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero', 'partial')
)
select 'daily' as trend, usage_date as period_start_date, user_count, request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens, spend_usd
from marts.usage_by_day((select day - 29 from last), (select day from last))
union all
select 'weekly' as trend, week_start_date as period_start_date, user_count, request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens, spend_usd
from marts.usage_by_week((select (date_trunc('week', day) - interval 11 week)::date from last), (select day from last))
union all
select 'monthly' as trend, month_start_date as period_start_date, user_count, request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens, spend_usd
from marts.usage_by_month((select (date_trunc('month', day) - interval 11 month)::date from last), (select day from last));
comment on view marts.usage_trends is 'Usage of the last 30 days, 12 ISO weeks and 12 months; the last week and month are those so far. Weeks and months without usage have no row';
comment on column marts.usage_trends.trend is 'daily, weekly or monthly';
comment on column marts.usage_trends.period_start_date is 'The UTC day, the Monday or the first of the month';
comment on column marts.usage_trends.user_count is 'Distinct users (users); NULL when the snapshot does not show persons';
comment on column marts.usage_trends.request_count is 'Requests, successful and failed (requests)';
comment on column marts.usage_trends.successful_request_count is 'Successful requests (requests)';
comment on column marts.usage_trends.failed_request_count is 'Failed requests (requests)';
comment on column marts.usage_trends.prompt_tokens is 'Prompt tokens, cached ones included (tokens)';
comment on column marts.usage_trends.completion_tokens is 'Completion tokens (tokens)';
comment on column marts.usage_trends.total_tokens is 'Prompt and completion tokens (tokens)';
comment on column marts.usage_trends.cache_read_tokens is 'Prompt tokens read from a provider''s cache (tokens)';
comment on column marts.usage_trends.cache_write_tokens is 'Prompt tokens written to a provider''s cache (tokens)';
comment on column marts.usage_trends.spend_usd is 'LiteLLM''s own spend (US dollars)';

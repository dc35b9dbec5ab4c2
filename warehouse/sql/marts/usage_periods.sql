-- Grain: one row per period that ends on the last day that is loaded: that day itself (today), its ISO week, month and year, and all time.
create or replace view marts.usage_periods as
with last as (
    select max(usage_date) as day, min(usage_date) as first_day
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero', 'partial')
)
select 'today' as period, (select day from last) as from_date, (select day from last) as to_date, *
from marts.usage_summary((select day from last), (select day from last))
union all
select 'week' as period, (select date_trunc('week', day)::date from last) as from_date, (select day from last) as to_date, *
from marts.usage_summary((select date_trunc('week', day)::date from last), (select day from last))
union all
select 'month' as period, (select date_trunc('month', day)::date from last) as from_date, (select day from last) as to_date, *
from marts.usage_summary((select date_trunc('month', day)::date from last), (select day from last))
union all
select 'year' as period, (select date_trunc('year', day)::date from last) as from_date, (select day from last) as to_date, *
from marts.usage_summary((select date_trunc('year', day)::date from last), (select day from last))
union all
select 'all time' as period, (select first_day from last) as from_date, (select day from last) as to_date, *
from marts.usage_summary((select first_day from last), (select day from last));
comment on view marts.usage_periods is 'Usage of the last day that is loaded, its week, month and year so far, and of all time';
comment on column marts.usage_periods.period is 'today (the last day that is loaded), week (from Monday), month, year, all time';
comment on column marts.usage_periods.from_date is 'First UTC day of the period';
comment on column marts.usage_periods.to_date is 'Last UTC day that is loaded';
comment on column marts.usage_periods.user_count is 'Distinct users (users)';
comment on column marts.usage_periods.api_key_count is 'Distinct API keys';
comment on column marts.usage_periods.model_count is 'Distinct models';
comment on column marts.usage_periods.request_count is 'Requests, successful and failed (requests)';
comment on column marts.usage_periods.successful_request_count is 'Successful requests (requests)';
comment on column marts.usage_periods.failed_request_count is 'Failed requests (requests)';
comment on column marts.usage_periods.prompt_tokens is 'Prompt tokens, cached ones included (tokens)';
comment on column marts.usage_periods.completion_tokens is 'Completion tokens (tokens)';
comment on column marts.usage_periods.total_tokens is 'Prompt and completion tokens (tokens)';
comment on column marts.usage_periods.cache_read_tokens is 'Prompt tokens read from a provider''s cache (tokens)';
comment on column marts.usage_periods.cache_write_tokens is 'Prompt tokens written to a provider''s cache (tokens)';
comment on column marts.usage_periods.spend_usd is 'LiteLLM''s own spend (US dollars)';
comment on column marts.usage_periods.spend_per_request_usd is 'US dollars per request; NULL without requests';
comment on column marts.usage_periods.success_rate is 'Successful part of the requests, 0 to 1; NULL without requests';
comment on column marts.usage_periods.mean_response_time_ms is 'Milliseconds a request, of those LiteLLM timed; NULL when it timed none';
comment on column marts.usage_periods.spend_per_user_usd is 'US dollars per user with usage; NULL without one';
comment on column marts.usage_periods.known_user_count is 'Users that are known and not deleted on some day of the period, with or without usage (users)';
comment on column marts.usage_periods.loaded_day_count is 'Days of the period that are loaded (days)';
comment on column marts.usage_periods.mean_daily_spend_usd is 'US dollars per loaded day';

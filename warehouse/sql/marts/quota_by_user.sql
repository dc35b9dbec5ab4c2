-- Grain: one row per user that a directory lists, or that has usage in the current period: the quota of the month in which the last loaded
-- day lies. A user without a tier and without a limit of their own has no quota: what is measured against it is NULL, never a default.
create or replace view marts.quota_by_user as
with ledger as materialized (
    select usage_date, state in ('loaded', 'zero') as is_complete
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero', 'partial')
),
last as materialized (
    select max(usage_date) as day, max(usage_date) filter (where is_complete) as complete_day
    from ledger
),
-- A day of reset that a month does not have is that month's last.
plan_of_user as (
    select
        dim_user.user_id,
        dim_user.user_name,
        dim_user.is_deleted,
        plan.tier_name,
        dim_tier.tier_name is not null as is_known_tier,
        nullif(greatest(coalesce(plan.call_limit, dim_tier.monthly_call_limit), -1), -1) as call_limit,
        plan.call_limit is not null as is_own_limit,
        dim_tier.monthly_token_limit as token_limit,
        coalesce(plan.reset_date, date_trunc('month', last.day)::date) as reset_date,
        date_diff('month', coalesce(plan.reset_date, date_trunc('month', last.day)::date), last.day) as months,
        last.day as data_through,
        last.complete_day
    from last
    join star.dim_user on dim_user.valid_from <= last.day and dim_user.valid_to > last.day
    left join star.dim_user_plan as plan
        on plan.user_id = dim_user.user_id and plan.valid_from <= last.day and plan.valid_to > last.day
    left join star.dim_tier on dim_tier.tier_name = plan.tier_name
    where dim_user.user_id <> '(unassigned)'
),
in_period as materialized (
    select
        * exclude (reset_date, months, begun),
        (reset_date + to_months((months - if(begun, 0, 1))::integer))::date as period_from,
        (reset_date + to_months((months + if(begun, 1, 0))::integer))::date - 1 as period_to
    from (select *, (reset_date + to_months(months::integer))::date <= data_through as begun from plan_of_user)
),
daily as materialized (
    select user_id, usage_date, sum(request_count) as request_count, sum(total_tokens) as total_tokens
    from marts.usage
    where usage_date > (select day - 32 from last) and usage_date <= (select day from last)
    group by user_id, usage_date
),
use_of_day as (
    select
        in_period.user_id,
        in_period.call_limit,
        in_period.token_limit,
        daily.usage_date,
        daily.request_count,
        daily.total_tokens,
        ledger.is_complete,
        sum(daily.request_count) over so_far as request_count_so_far,
        sum(daily.total_tokens) over so_far as total_tokens_so_far
    from in_period
    join daily
        on daily.user_id = in_period.user_id and daily.usage_date between in_period.period_from and in_period.period_to
    join ledger on ledger.usage_date = daily.usage_date
    window so_far as (partition by in_period.user_id order by daily.usage_date)
),
used as (
    select
        user_id,
        sum(request_count) as call_count,
        sum(total_tokens) as total_tokens,
        coalesce(sum(request_count) filter (where is_complete), 0) as complete_call_count,
        coalesce(sum(total_tokens) filter (where is_complete), 0) as complete_tokens,
        min(usage_date) filter (where request_count_so_far >= call_limit) as calls_reached_on,
        min(usage_date) filter (where total_tokens_so_far >= token_limit) as tokens_reached_on
    from use_of_day
    group by user_id
),
period as (
    select
        spans.*,
        count(ledger.usage_date) filter (where ledger.is_complete) as complete_day_count,
        (spans.period_to - coalesce(max(ledger.usage_date) filter (where ledger.is_complete), spans.period_from - 1))::integer
            as day_count_left
    from (select distinct period_from, period_to from in_period) as spans
    left join ledger on ledger.usage_date between spans.period_from and spans.period_to
    group by spans.period_from, spans.period_to
),
-- What 30 days take at the mean of the complete ones among the last 30.
recent_days as (
    select count(*) as day_count
    from ledger
    where is_complete and usage_date > (select complete_day - 30 from last)
),
recent as (
    select
        daily.user_id,
        sum(daily.request_count) * 30.0 / any_value(recent_days.day_count) as call_count,
        sum(daily.total_tokens) * 30.0 / any_value(recent_days.day_count) as total_tokens
    from daily
    join ledger on ledger.usage_date = daily.usage_date and ledger.is_complete
    cross join recent_days
    where daily.usage_date > (select complete_day - 30 from last)
    group by daily.user_id
),
counted as (
    select
        in_period.*,
        period.complete_day_count,
        period.day_count_left,
        coalesce(used.call_count, 0) as call_count,
        coalesce(used.total_tokens, 0) as total_tokens,
        coalesce(used.complete_call_count, 0) as complete_call_count,
        coalesce(used.complete_tokens, 0) as complete_tokens,
        used.calls_reached_on,
        used.tokens_reached_on,
        coalesce(used.complete_call_count, 0) / nullif(period.complete_day_count, 0) as mean_daily_calls,
        coalesce(used.complete_tokens, 0) / nullif(period.complete_day_count, 0) as mean_daily_tokens,
        if(recent_days.day_count >= 14, coalesce(recent.call_count, 0), null) as thirty_day_calls,
        if(recent_days.day_count >= 14, coalesce(recent.total_tokens, 0), null) as thirty_day_tokens
    from in_period
    join period on period.period_from = in_period.period_from and period.period_to = in_period.period_to
    cross join recent_days
    left join used on used.user_id = in_period.user_id
    left join recent on recent.user_id = in_period.user_id
    where not in_period.is_deleted or used.user_id is not null
),
measured as (
    select
        *,
        call_count / nullif(call_limit, 0) as call_share,
        total_tokens / nullif(token_limit, 0) as token_share,
        case
            when call_limit is null then null
            when call_limit = 0 or call_count > 0.8 * call_limit then 'red'
            when call_count >= 0.6 * call_limit then 'yellow'
            else 'green'
        end as call_band,
        case
            when token_limit is null then null
            when token_limit = 0 or total_tokens > 0.8 * token_limit then 'red'
            when total_tokens >= 0.6 * token_limit then 'yellow'
            else 'green'
        end as token_band,
        coalesce(calls_reached_on, if(
            call_limit - complete_call_count <= mean_daily_calls * day_count_left and mean_daily_calls > 0,
            period_to - day_count_left + greatest(ceil(round((call_limit - complete_call_count) / mean_daily_calls, 6)), 0)::integer,
            null
        )) as calls_exhausted_on,
        coalesce(tokens_reached_on, if(
            token_limit - complete_tokens <= mean_daily_tokens * day_count_left and mean_daily_tokens > 0,
            period_to - day_count_left + greatest(ceil(round((token_limit - complete_tokens) / mean_daily_tokens, 6)), 0)::integer,
            null
        )) as tokens_exhausted_on
    from counted
),
recommended as (
    select measured.user_id, arg_min(dim_tier.tier_name, dim_tier.tier_order) as tier_name
    from measured
    join star.dim_tier
        on (dim_tier.monthly_call_limit is null or measured.thirty_day_calls <= 0.8 * dim_tier.monthly_call_limit)
        and (dim_tier.monthly_token_limit is null or measured.thirty_day_tokens <= 0.8 * dim_tier.monthly_token_limit)
    where measured.thirty_day_calls is not null
    group by measured.user_id
)
select
    measured.user_id,
    measured.user_name,
    measured.tier_name,
    measured.period_from,
    measured.period_to,
    measured.data_through,
    measured.call_limit,
    measured.is_own_limit,
    measured.token_limit,
    measured.call_count,
    measured.total_tokens,
    measured.call_share,
    measured.token_share,
    measured.call_band,
    measured.token_band,
    case
        when measured.call_band = 'red' or measured.token_band = 'red' then 'red'
        when measured.call_band = 'yellow' or measured.token_band = 'yellow' then 'yellow'
        else coalesce(measured.call_band, measured.token_band)
    end as band,
    measured.complete_day_count,
    measured.day_count_left,
    measured.mean_daily_calls,
    measured.mean_daily_tokens,
    measured.calls_exhausted_on,
    measured.tokens_exhausted_on,
    least(measured.calls_exhausted_on, measured.tokens_exhausted_on) as exhausted_on,
    case when measured.call_limit is not null or measured.token_limit is not null
        then coalesce(measured.call_count > measured.call_limit, false) or coalesce(measured.total_tokens > measured.token_limit, false)
    end as is_over_quota,
    case when measured.call_limit is not null or measured.token_limit is not null
        then coalesce(measured.call_count < 0.25 * measured.call_limit, true)
            and coalesce(measured.total_tokens < 0.25 * measured.token_limit, true)
    end as is_under_quota,
    measured.thirty_day_calls,
    measured.thirty_day_tokens,
    recommended.tier_name as recommended_tier
from measured
left join recommended on recommended.user_id = measured.user_id
order by greatest(measured.call_share, measured.token_share) desc nulls last, measured.user_id;
comment on view marts.quota_by_user is 'Quota of each user in the month in which the last loaded day lies. Calls are LiteLLM''s requests, failed ones included';
comment on column marts.quota_by_user.user_id is 'Durable key of the user';
comment on column marts.quota_by_user.user_name is 'Alias, else e-mail, else id of the user';
comment on column marts.quota_by_user.tier_name is 'Tier as a directory tells it; NULL when none does, and the user has no quota then but a limit of their own';
comment on column marts.quota_by_user.period_from is 'First UTC day of the period: of the calendar month, or the day of reset that a directory tells';
comment on column marts.quota_by_user.period_to is 'Last UTC day of the period';
comment on column marts.quota_by_user.data_through is 'Last UTC day that is loaded';
comment on column marts.quota_by_user.call_limit is 'Calls the user has in the period (requests); NULL when unlimited or when there is no quota';
comment on column marts.quota_by_user.is_own_limit is 'A directory tells a limit of calls of the user, which goes before the tier''s';
comment on column marts.quota_by_user.token_limit is 'Tokens the user has in the period (tokens); NULL when unlimited or when there is no quota';
comment on column marts.quota_by_user.call_count is 'Calls used so far in the period: LiteLLM''s requests, successful and failed (requests)';
comment on column marts.quota_by_user.total_tokens is 'Prompt and completion tokens used so far in the period (tokens)';
comment on column marts.quota_by_user.call_share is 'Calls used, part of the limit; above 1 is more than it; NULL without a limit';
comment on column marts.quota_by_user.token_share is 'Tokens used, part of the limit; above 1 is more than it; NULL without a limit';
comment on column marts.quota_by_user.call_band is 'green below 60 % of the calls, yellow up to 80 %, red above; NULL without a limit';
comment on column marts.quota_by_user.token_band is 'green below 60 % of the tokens, yellow up to 80 %, red above; NULL without a limit';
comment on column marts.quota_by_user.band is 'The worse of call_band and token_band; NULL without any limit';
comment on column marts.quota_by_user.complete_day_count is 'Days of the period that are loaded and complete (days)';
comment on column marts.quota_by_user.day_count_left is 'Days of the period after the last complete one (days)';
comment on column marts.quota_by_user.mean_daily_calls is 'Mean of the complete days of the period (requests per day); NULL without one';
comment on column marts.quota_by_user.mean_daily_tokens is 'Mean of the complete days of the period (tokens per day); NULL without one';
comment on column marts.quota_by_user.calls_exhausted_on is 'UTC day on which the calls reached the limit, or will at the mean; NULL when they last or the limit is unknown';
comment on column marts.quota_by_user.tokens_exhausted_on is 'UTC day on which the tokens reached the limit, or will at the mean; NULL when they last or the limit is unknown';
comment on column marts.quota_by_user.exhausted_on is 'The earlier of calls_exhausted_on and tokens_exhausted_on; NULL when the quota lasts';
comment on column marts.quota_by_user.is_over_quota is 'More calls or tokens are used than the limit; NULL without any limit';
comment on column marts.quota_by_user.is_under_quota is 'Less than 25 % of every limit is used so far; NULL without any limit';
comment on column marts.quota_by_user.thirty_day_calls is 'What 30 days take at the mean of the complete ones among the last 30 (requests); NULL when fewer than 14 are complete';
comment on column marts.quota_by_user.thirty_day_tokens is 'What 30 days take at the mean of the complete ones among the last 30 (tokens); NULL when fewer than 14 are complete';
comment on column marts.quota_by_user.recommended_tier is 'First tier of which thirty_day_calls and thirty_day_tokens are at most 80 %, or that is unlimited; NULL when none is or they are unknown';

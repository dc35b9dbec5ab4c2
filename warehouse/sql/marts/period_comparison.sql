-- Grain: one row: the range beside the period before it, or the same days of the year before.
create or replace macro marts.period_comparison(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null,
    compare_with := 'period before'
) as table
with period as (
    from marts.previous_period(from_date, to_date, compare_with := compare_with)
),
now as (
    from marts.usage_summary(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
),
before as (
    from marts.usage_summary(
        (select previous_from_date from period), (select previous_to_date from period),
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
)
select
    from_date as from_date,
    to_date as to_date,
    period.previous_from_date,
    period.previous_to_date,
    period.is_previous_covered,
    period.is_covered,
    now.spend_usd,
    case when period.is_previous_covered then before.spend_usd end as previous_spend_usd,
    case when period.is_covered and period.is_previous_covered then (now.spend_usd - before.spend_usd) / nullif(before.spend_usd, 0) end as spend_change,
    now.user_count,
    case when period.is_previous_covered then before.user_count end as previous_user_count,
    case when period.is_covered and period.is_previous_covered then (now.user_count - before.user_count) / nullif(before.user_count, 0) end as user_count_change,
    now.request_count,
    case when period.is_previous_covered then before.request_count end as previous_request_count,
    case when period.is_covered and period.is_previous_covered then (now.request_count - before.request_count) / nullif(before.request_count, 0) end as request_count_change,
    now.total_tokens,
    case when period.is_previous_covered then before.total_tokens end as previous_total_tokens,
    case when period.is_covered and period.is_previous_covered then (now.total_tokens - before.total_tokens) / nullif(before.total_tokens, 0) end as total_tokens_change,
    now.spend_per_request_usd,
    case when period.is_previous_covered then before.spend_per_request_usd end as previous_spend_per_request_usd,
    case when period.is_covered and period.is_previous_covered then (now.spend_per_request_usd - before.spend_per_request_usd) / nullif(before.spend_per_request_usd, 0) end as spend_per_request_change,
    now.prompt_tokens,
    case when period.is_previous_covered then before.prompt_tokens end as previous_prompt_tokens,
    case when period.is_covered and period.is_previous_covered then (now.prompt_tokens - before.prompt_tokens) / nullif(before.prompt_tokens, 0) end as prompt_tokens_change,
    now.completion_tokens,
    case when period.is_previous_covered then before.completion_tokens end as previous_completion_tokens,
    case when period.is_covered and period.is_previous_covered then (now.completion_tokens - before.completion_tokens) / nullif(before.completion_tokens, 0) end as completion_tokens_change,
    now.spend_per_user_usd,
    case when period.is_previous_covered then before.spend_per_user_usd end as previous_spend_per_user_usd,
    case when period.is_covered and period.is_previous_covered then (now.spend_per_user_usd - before.spend_per_user_usd) / nullif(before.spend_per_user_usd, 0) end as spend_per_user_change
from now, before, period;
comment on macro table marts.period_comparison is 'The range beside the period before it: the previous calendar month, quarter or year when the range is one, else the equal number of days before; with compare_with := ''year before'' the same days of the year before. Figures are those of usage_summary, NULL when no day of the range is loaded. Previous figures are NULL unless every day before is loaded and complete, changes unless every day of the range is as well; a change is also NULL when the figure before was 0. Columns: from_date, to_date, previous_from_date, previous_to_date (UTC days, inclusive); is_previous_covered, is_covered (each day is loaded and complete); spend_usd (US dollars), user_count (distinct users), request_count (requests), total_tokens (tokens), spend_per_request_usd (US dollars per request), prompt_tokens and completion_tokens (tokens), spend_per_user_usd (US dollars per user with usage), each with previous_ and _change (relative, 0.1 is 10 % more)';

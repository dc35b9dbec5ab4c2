-- Grain: one row per calendar month with usage in the range.
create or replace macro marts.usage_growth(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with month as (
    from marts.usage_by_month(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
),
busiest as (
    select
        date_trunc('month', usage_date)::date as month_start_date,
        arg_max(usage_date, request_count) as busiest_date,
        max(request_count) as busiest_request_count,
        count(*) filter (where day_state in ('loaded', 'zero')) as complete_day_count
    from marts.usage_by_day(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
    group by month_start_date
)
select
    month.month_start_date,
    busiest.complete_day_count,
    busiest.complete_day_count = day(last_day(month.month_start_date)) as is_complete,
    month.user_count,
    month.request_count,
    month.total_tokens,
    month.spend_usd,
    case when is_complete and lag(is_complete) over by_month
        then month.request_count / nullif(lag(month.request_count) over by_month, 0) - 1
    end as request_change,
    case when is_complete and lag(is_complete) over by_month
        then month.spend_usd / nullif(lag(month.spend_usd) over by_month, 0) - 1
    end as spend_change,
    busiest.busiest_date,
    busiest.busiest_request_count,
    busiest.busiest_request_count / nullif(month.request_count / nullif(busiest.complete_day_count, 0), 0) as busiest_to_mean
from month
join busiest on busiest.month_start_date = month.month_start_date
window by_month as (order by month.month_start_date)
order by month.month_start_date;
comment on macro table marts.usage_growth is 'Growth from month to month, for planning capacity. Columns: month_start_date; complete_day_count (days loaded and complete); is_complete (all days of the month are); user_count (distinct users); request_count (requests); total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); request_change, spend_change (relative to the month with usage before, 0.1 is 10 % more; NULL unless both are complete); busiest_date, busiest_request_count (the day with most requests); busiest_to_mean (its requests divided by the mean of the complete days)';

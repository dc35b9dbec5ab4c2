-- Grain: one row per budget of a month for everything or a team, in the month that the newest forecast tells.
create or replace view marts.budget_forecast as
with told as (
    select
        budget.budget_source,
        budget.line_number,
        budget.scope_kind,
        budget.scope_id,
        forecast.target_month,
        forecast.as_of_date,
        budget.budget_usd,
        forecast.month_to_date_usd,
        forecast.forecast_usd,
        forecast.low_usd,
        forecast.high_usd,
        forecast.open_day_count,
        last_day(forecast.target_month) as month_end,
        forecast.silent_because,
        case when budget.reached_or_told <= forecast.as_of_date then budget.reached_or_told end as reached_on
    from (
        select *, exhausted_on as reached_or_told from marts.budget_status where period_kind = 'month'
    ) as budget
    join marts.cost_forecast as forecast
        on forecast.scope_kind = budget.scope_kind
        and forecast.scope_id = budget.scope_id
        and forecast.target_month = budget.period_from
)
select
    budget_source,
    line_number,
    scope_kind,
    scope_id,
    target_month,
    as_of_date,
    budget_usd,
    month_to_date_usd,
    forecast_usd,
    low_usd,
    high_usd,
    (forecast_usd - budget_usd)::decimal(38, 12) as forecast_over_budget_usd,
    case
        when reached_on is not null then reached_on
        when forecast_usd >= budget_usd and forecast_usd > month_to_date_usd
            then least(
                month_end,
                as_of_date + greatest(1, ceil(
                    (budget_usd - month_to_date_usd)::double / (forecast_usd - month_to_date_usd)::double * (month_end - as_of_date)
                ))::integer
            )
    end as exhausted_on,
    silent_because
from told
order by scope_kind, scope_id, line_number;
comment on view marts.budget_forecast is 'Budgets of a month for everything or a team, and when the forecast says they are used up; marts.budget_status tells the same of every budget by the mean of the days so far';
comment on column marts.budget_forecast.budget_source is 'budget_book for a line of config/budgets.csv, litellm for a limit that LiteLLM enforces itself';
comment on column marts.budget_forecast.line_number is 'Line of config/budgets.csv; NULL when it is not from there';
comment on column marts.budget_forecast.scope_kind is 'Whose spend it limits: team or total';
comment on column marts.budget_forecast.scope_id is 'Durable key of the team; (all) for total';
comment on column marts.budget_forecast.target_month is 'First day of the month of the budget';
comment on column marts.budget_forecast.as_of_date is 'Last complete UTC day that the forecast knew';
comment on column marts.budget_forecast.budget_usd is 'The hard amount, else the soft one (US dollars)';
comment on column marts.budget_forecast.month_to_date_usd is 'LiteLLM''s spend of the complete days of the month (US dollars)';
comment on column marts.budget_forecast.forecast_usd is 'What the whole month will cost (US dollars); NULL when nothing can be told';
comment on column marts.budget_forecast.low_usd is 'Lower end of the band of 80 % (US dollars); NULL when nothing can be told';
comment on column marts.budget_forecast.high_usd is 'Upper end of the band (US dollars); NULL when nothing can be told';
comment on column marts.budget_forecast.forecast_over_budget_usd is 'forecast_usd less budget_usd (US dollars); below 0 when the budget lasts; NULL when nothing can be told';
comment on column marts.budget_forecast.exhausted_on is 'UTC day on which the spend reached the budget, or will when the open days cost their mean of the forecast; NULL when it lasts or nothing can be told';
comment on column marts.budget_forecast.silent_because is 'Why nothing can be told, a sentence; NULL when something is';

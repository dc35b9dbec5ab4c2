-- Grain: one row per scope and month told, as of the newest forecast.
create or replace view marts.cost_forecast as
select
    as_of_date,
    scope_kind,
    scope_id,
    scope_name,
    target_month,
    month_to_date as month_to_date_usd,
    open_day_count,
    point as forecast_usd,
    low as low_usd,
    high as high_usd,
    naive as naive_usd,
    'litellm' as cost_source,
    method,
    trained_day_count,
    backtest_count,
    mean_absolute_error as mean_absolute_error_usd,
    mean_absolute_percentage_error,
    band_cover,
    silent_because
from marts.usage_forecast
where metric = 'cost';
comment on view marts.cost_forecast is 'What this month and the next will cost, in total, by team and by provider, as of the newest forecast. Parts are told each by itself and need not sum to the total';
comment on column marts.cost_forecast.as_of_date is 'Last complete UTC day that the forecast knew';
comment on column marts.cost_forecast.scope_kind is 'Of what: total, team or provider';
comment on column marts.cost_forecast.scope_id is 'Durable key of the team, or the provider; (all) for total';
comment on column marts.cost_forecast.scope_name is 'Alias of the team now, else its id; of others the id';
comment on column marts.cost_forecast.target_month is 'First day of the month told';
comment on column marts.cost_forecast.month_to_date_usd is 'LiteLLM''s spend of the complete days of the month (US dollars)';
comment on column marts.cost_forecast.open_day_count is 'Days of the month to come or not complete, which the forecast adds (days)';
comment on column marts.cost_forecast.forecast_usd is 'What the whole month will cost (US dollars), never below month_to_date_usd; NULL when nothing can be told';
comment on column marts.cost_forecast.low_usd is 'Lower end of the band within which four months in five should end (US dollars); NULL when nothing can be told';
comment on column marts.cost_forecast.high_usd is 'Upper end of the band (US dollars); NULL when nothing can be told';
comment on column marts.cost_forecast.naive_usd is 'Projection without a method, for comparison: mean of the complete days of the current month, times 30 (US dollars); NULL when the month has none';
comment on column marts.cost_forecast.cost_source is 'Where the spend that it is told from comes from; always litellm';
comment on column marts.cost_forecast.method is 'naive, seasonal_naive, weekday_profile or damped_trend: the one that the back-test found best; NULL when nothing can be told';
comment on column marts.cost_forecast.trained_day_count is 'Complete days since the first use, of the last 365 (days)';
comment on column marts.cost_forecast.backtest_count is 'Past days on which the method was tested (days)';
comment on column marts.cost_forecast.mean_absolute_error_usd is 'Mean distance in the test between what the method said of as many days and what came (US dollars)';
comment on column marts.cost_forecast.mean_absolute_percentage_error is 'The same as a part of what came (0.05 is 5 %); NULL where nothing ever came';
comment on column marts.cost_forecast.band_cover is 'Part of the tested days at which what came lay within the band of what was known by then, 0 to 1; 0.8 is promised. NULL when fewer than ten can tell';
comment on column marts.cost_forecast.silent_because is 'Why nothing can be told, a sentence; NULL when something is';

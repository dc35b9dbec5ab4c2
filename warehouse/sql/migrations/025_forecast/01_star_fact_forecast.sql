-- Grain: one row per last known day, scope, metric and month told.
create table star.fact_forecast (
    as_of_date                     date            not null,
    scope_kind                     varchar         not null,
    scope_id                       varchar         not null,
    metric                         varchar         not null,
    target_month                   date            not null,
    month_to_date                  decimal(38, 12) not null,
    open_day_count                 integer         not null,
    trained_day_count              integer         not null,
    point                          decimal(38, 12),
    low                            decimal(38, 12),
    high                           decimal(38, 12),
    method                         varchar,
    backtest_count                 integer,
    mean_absolute_error            decimal(38, 12),
    mean_absolute_percentage_error double,
    band_cover                     double,
    naive                          decimal(38, 12),
    silent_because                 varchar
);
comment on table star.fact_forecast is 'What months would come to, as each night told it: the month of the day behind the last complete one, and the month after it. Nights are kept, so that a forecast can be held against what came; docs/forecast.md has the method';
comment on column star.fact_forecast.as_of_date is 'Last complete UTC day that the forecast knew';
comment on column star.fact_forecast.scope_kind is 'Of what: total, team or provider';
comment on column star.fact_forecast.scope_id is 'Team or provider, as star.dim_team and star.dim_provider name it; (all) for total';
comment on column star.fact_forecast.metric is 'cost (US dollars, LiteLLM''s own spend), requests (requests) or tokens (prompt and completion tokens)';
comment on column star.fact_forecast.target_month is 'First day of the month told';
comment on column star.fact_forecast.month_to_date is 'Sum of the complete days of the month (in units of the metric)';
comment on column star.fact_forecast.open_day_count is 'Days of the month to come or not complete, which the forecast adds (days)';
comment on column star.fact_forecast.trained_day_count is 'Complete days since the first use, of the last 365 (days)';
comment on column star.fact_forecast.point is 'What the whole month will come to (in units of the metric), never below month_to_date; NULL when nothing can be told';
comment on column star.fact_forecast.low is 'Lower end of the band within which four months in five should end (in units of the metric); NULL when nothing can be told';
comment on column star.fact_forecast.high is 'Upper end of the band (in units of the metric); NULL when nothing can be told';
comment on column star.fact_forecast.method is 'naive, seasonal_naive, weekday_profile or damped_trend: the one that the back-test found best; NULL when nothing can be told';
comment on column star.fact_forecast.backtest_count is 'Past days on which the method was tested (days)';
comment on column star.fact_forecast.mean_absolute_error is 'Mean distance in the test between what the method said of as many days and what came (in units of the metric)';
comment on column star.fact_forecast.mean_absolute_percentage_error is 'The same as a part of what came (0.05 is 5 %); NULL where nothing ever came';
comment on column star.fact_forecast.band_cover is 'Part of the tested days at which what came lay within the band of what was known by then, 0 to 1; 0.8 is promised. NULL when fewer than ten can tell';
comment on column star.fact_forecast.naive is 'Projection without a method, for comparison: mean of the complete days of the current month, times 30 (in units of the metric); NULL on the last day of a month, when the next one has none';
comment on column star.fact_forecast.silent_because is 'Why nothing can be told, a sentence; NULL when something is';

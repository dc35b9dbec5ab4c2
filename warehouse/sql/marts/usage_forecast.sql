-- Grain: one row per scope, metric and month told, as of the newest forecast.
create or replace view marts.usage_forecast as
select
    forecast.as_of_date,
    forecast.scope_kind,
    forecast.scope_id,
    case forecast.scope_kind
        when 'team' then coalesce(team.team_name, forecast.scope_id)
        else forecast.scope_id
    end as scope_name,
    forecast.metric,
    forecast.target_month,
    forecast.month_to_date,
    forecast.open_day_count,
    forecast.point,
    forecast.low,
    forecast.high,
    forecast.naive,
    forecast.method,
    forecast.trained_day_count,
    forecast.backtest_count,
    forecast.mean_absolute_error,
    forecast.mean_absolute_percentage_error,
    forecast.band_cover,
    forecast.silent_because
from star.fact_forecast as forecast
left join star.dim_team as team
    on forecast.scope_kind = 'team' and team.team_id = forecast.scope_id and team.is_current
where forecast.as_of_date = (select max(as_of_date) from star.fact_forecast)
order by forecast.scope_kind = 'total' desc, forecast.scope_kind, forecast.scope_id, forecast.metric, forecast.target_month;
comment on view marts.usage_forecast is 'What this month and the next will come to, in total, by team and by provider, as of the newest forecast; star.fact_forecast has those of earlier nights. Parts are told each by itself and need not sum to the total';
comment on column marts.usage_forecast.as_of_date is 'Last complete UTC day that the forecast knew';
comment on column marts.usage_forecast.scope_kind is 'Of what: total, team or provider';
comment on column marts.usage_forecast.scope_id is 'Durable key of the team, or the provider; (all) for total';
comment on column marts.usage_forecast.scope_name is 'Alias of the team now, else its id; of others the id';
comment on column marts.usage_forecast.metric is 'cost (US dollars, LiteLLM''s own spend), requests (requests) or tokens (prompt and completion tokens)';
comment on column marts.usage_forecast.target_month is 'First day of the month told';
comment on column marts.usage_forecast.month_to_date is 'Sum of the complete days of the month (in units of the metric)';
comment on column marts.usage_forecast.open_day_count is 'Days of the month to come or not complete, which the forecast adds (days)';
comment on column marts.usage_forecast.point is 'What the whole month will come to (in units of the metric), never below month_to_date; NULL when nothing can be told';
comment on column marts.usage_forecast.low is 'Lower end of the band within which four months in five should end (in units of the metric); NULL when nothing can be told';
comment on column marts.usage_forecast.high is 'Upper end of the band (in units of the metric); NULL when nothing can be told';
comment on column marts.usage_forecast.naive is 'Projection without a method, for comparison: mean of the complete days of the current month, times 30 (in units of the metric); NULL when the month has none';
comment on column marts.usage_forecast.method is 'naive, seasonal_naive, weekday_profile or damped_trend: the one that the back-test found best; NULL when nothing can be told';
comment on column marts.usage_forecast.trained_day_count is 'Complete days since the first use, of the last 365 (days)';
comment on column marts.usage_forecast.backtest_count is 'Past days on which the method was tested (days)';
comment on column marts.usage_forecast.mean_absolute_error is 'Mean distance in the test between what the method said of as many days and what came (in units of the metric)';
comment on column marts.usage_forecast.mean_absolute_percentage_error is 'The same as a part of what came (0.05 is 5 %); NULL where nothing ever came';
comment on column marts.usage_forecast.band_cover is 'Part of the tested days at which what came lay within the band of what was known by then, 0 to 1; 0.8 is promised. NULL when fewer than ten can tell';
comment on column marts.usage_forecast.silent_because is 'Why nothing can be told, a sentence; NULL when something is';

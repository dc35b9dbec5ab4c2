-- Grain: that of star.fact_forecast. Replaces what was told of a day.
delete from star.fact_forecast where as_of_date = getvariable('as_of')::date;

insert into star.fact_forecast by name
select
    getvariable('as_of')::date as as_of_date,
    scope_kind,
    scope_id,
    metric,
    target_month::date as target_month,
    month_to_date,
    open_day_count::integer as open_day_count,
    trained_day_count::integer as trained_day_count,
    point,
    low,
    high,
    method,
    backtest_count::integer as backtest_count,
    mean_absolute_error,
    mean_absolute_percentage_error::double as mean_absolute_percentage_error,
    band_cover::double as band_cover,
    naive,
    silent_because
from staged_forecast
order by scope_kind, scope_id, metric, target_month;

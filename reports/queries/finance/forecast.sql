-- Grain: one row per scope and month told, the dearest first, when the newest forecast is of the range or of the month after it.
select
    scope_kind,
    scope_id,
    scope_name,
    target_month,
    month_to_date_usd,
    forecast_usd,
    low_usd,
    high_usd,
    naive_usd,
    cost_source,
    method,
    mean_absolute_percentage_error,
    mean_absolute_error_usd,
    band_cover,
    open_day_count,
    trained_day_count,
    backtest_count,
    as_of_date,
    silent_because
from marts.cost_forecast
where as_of_date between $1::date and $2::date + 31
order by
    scope_kind <> 'total', max(forecast_usd) over (partition by scope_kind, scope_id) desc nulls last,
    scope_kind, scope_id, target_month;

package io.meterhouse.jobs.forecast;

/**
 * A forecast, and of what.
 *
 * @param scope everything, a team or a provider
 * @param metric what of it
 * @param forecast the forecast
 */
record ScopeForecast(Scope scope, UsageMetric metric, MonthForecast forecast) {

    /**
     * Of what.
     *
     * @param kind total, team or provider
     * @param id as the warehouse names it
     */
    record Scope(String kind, String id) {}
}

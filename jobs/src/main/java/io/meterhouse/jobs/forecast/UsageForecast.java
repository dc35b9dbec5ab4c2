package io.meterhouse.jobs.forecast;

import io.meterhouse.jobs.forecast.ScopeForecast.Scope;
import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this month and the next will come to, in total, by team and by provider, written into {@code star.fact_forecast}. The entry of
 * this package.
 */
public final class UsageForecast implements Conclusion {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");

    private record Day(Scope scope, LocalDate date, Map<UsageMetric, BigDecimal> figures) {}

    @Override
    public String name() {
        return "forecast";
    }

    /** As of the last complete day; of a night as on another date, as of the last one that such a night knows. */
    @Override
    public List<String> conclude(RunRequest request, WarehouseWriter writer) {
        tell(request.command() == RunCommand.NIGHTLY ? request.to() : NEWEST, writer);
        return List.of();
    }

    /**
     * Tells, and replaces what was told as of the same day. Days after it are not looked at.
     *
     * @param latest last UTC day that may be known
     * @return how many forecasts were made, those included that say why nothing can be told
     */
    int tell(LocalDate latest, WarehouseWriter writer) {
        return writer.inTransaction(() -> {
            writer.run("load/forecast_days", Map.of("latest", latest));
            List<LocalDate> complete = writer.query(
                    "select usage_date from forecast_complete_day order by usage_date", row -> row.day("usage_date"));
            if (complete.isEmpty()) {
                return 0;
            }
            LocalDate asOf = complete.get(complete.size() - 1);
            List<ScopeForecast> forecasts = forecasts(complete, days(writer), asOf);
            writer.stage("staged_forecast", rows(forecasts));
            writer.run("load/forecast", Map.of("as_of", asOf));
            return forecasts.size();
        });
    }

    private static List<Day> days(WarehouseWriter writer) {
        return writer.query("select * from forecast_day order by scope_kind desc, scope_id, usage_date", row -> {
            Map<UsageMetric, BigDecimal> figures = new EnumMap<>(UsageMetric.class);
            for (UsageMetric metric : UsageMetric.values()) {
                figures.put(metric, row.decimal(metric.column()));
            }
            return new Day(new Scope(row.text("scope_kind"), row.text("scope_id")), row.day("usage_date"), figures);
        });
    }

    private static List<ScopeForecast> forecasts(List<LocalDate> complete, List<Day> days, LocalDate asOf) {
        Map<Scope, List<Day>> byScope = new LinkedHashMap<>();
        byScope.put(new Scope("total", "(all)"), new ArrayList<>());
        days.forEach(day ->
                byScope.computeIfAbsent(day.scope(), scope -> new ArrayList<>()).add(day));
        // Each by itself, so that all processors work.
        return byScope.entrySet().parallelStream()
                .flatMap(scope -> forecasts(scope.getKey(), scope.getValue(), complete, asOf))
                .toList();
    }

    private static Stream<ScopeForecast> forecasts(
            Scope scope, List<Day> used, List<LocalDate> complete, LocalDate asOf) {
        return Stream.of(UsageMetric.values()).flatMap(metric -> {
            NavigableMap<LocalDate, BigDecimal> figures = new TreeMap<>();
            complete.forEach(day -> figures.put(day, BigDecimal.ZERO));
            used.forEach(day -> figures.put(day.date(), day.figures().getOrDefault(metric, BigDecimal.ZERO)));
            return MonthForecasts.of(new DailyFigures(figures), asOf).stream()
                    .map(forecast -> new ScopeForecast(scope, metric, forecast));
        });
    }

    private static RowSource rows(List<ScopeForecast> forecasts) {
        List<Column> columns = List.of(
                Column.text("scope_kind"),
                Column.text("scope_id"),
                Column.text("metric"),
                Column.text("target_month"),
                Column.money("month_to_date"),
                Column.count("open_day_count"),
                Column.count("trained_day_count"),
                Column.money("point"),
                Column.money("low"),
                Column.money("high"),
                Column.text("method"),
                Column.count("backtest_count"),
                Column.money("mean_absolute_error"),
                Column.text("mean_absolute_percentage_error"),
                Column.text("band_cover"),
                Column.money("naive"),
                Column.text("silent_because"));
        return RowSource.of(columns, forecasts.iterator(), (told, row) -> {
            MonthForecast forecast = told.forecast();
            MonthForecast.@Nullable Estimate estimate = forecast.estimate();
            row.text(0, told.scope().kind());
            row.text(1, told.scope().id());
            row.text(2, told.metric().word());
            row.text(3, forecast.month().atDay(1).toString());
            row.money(4, forecast.monthToDate());
            row.number(5, forecast.openDays());
            row.number(6, forecast.trainedDays());
            row.money(7, estimate == null ? null : estimate.point());
            row.money(8, estimate == null ? null : estimate.low());
            row.money(9, estimate == null ? null : estimate.high());
            row.text(10, estimate == null ? null : estimate.method().word());
            row.count(11, estimate == null ? null : (long) estimate.origins());
            row.money(12, estimate == null ? null : estimate.meanAbsoluteError());
            row.text(13, estimate == null ? null : text(estimate.meanAbsoluteShare()));
            row.text(14, estimate == null ? null : text(estimate.cover()));
            row.money(15, estimate == null ? null : estimate.naive());
            row.text(16, forecast.silence());
        });
    }

    private static @Nullable String text(OptionalDouble number) {
        return number.isPresent() ? String.valueOf(number.getAsDouble()) : null;
    }
}

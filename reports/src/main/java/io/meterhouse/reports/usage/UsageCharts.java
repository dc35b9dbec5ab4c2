package io.meterhouse.reports.usage;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Drawing;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Picture.Width;
import io.meterhouse.reports.pages.HeatMap;
import io.meterhouse.reports.pages.TwoAxisChart;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.awt.Color;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The charts of the usage report: cost and requests side by side, and how they spread over the week. */
final class UsageCharts {

    private static final Color NOT_READ = new Color(0xC0C6D1);

    private final KeptRows rows;
    private final Language language;
    private final ReportRequest request;

    UsageCharts(KeptRows rows, Language language, ReportRequest request) {
        this.rows = rows;
        this.language = language;
        this.request = request;
    }

    List<Picture> all() {
        TrendRange trend = new TrendRange(request);
        List<Picture> pictures = new ArrayList<>();
        pictures.add(twoAxes("by_day", "usage_by_day", request.from(), "usage_date", this::day, Width.FULL));
        if (request.from().isAfter(trend.firstDay())) {
            pictures.add(twoAxes("trend_days", "usage_by_day", trend.firstDay(), "usage_date", this::day, Width.FULL));
        }
        pictures.add(twoAxes(
                "trend_weeks", "usage_by_week", trend.firstWeek(), "week_start_date", UsageCharts::week, Width.WIDE));
        pictures.add(twoAxes(
                "trend_months", "usage_by_month", trend.firstMonth(), "month_start_date", this::month, Width.NARROW));
        pictures.add(calendar(trend));
        if (rows.hold("heatmap")) {
            hours().ifPresent(pictures::add);
        }
        return pictures;
    }

    private Picture twoAxes(
            String query,
            String mart,
            LocalDate first,
            String dateColumn,
            Function<LocalDate, String> label,
            Width width) {
        List<TwoAxisChart.Column> columns = rows.rows(query, row -> {
            BigDecimal spend = row.optionalDecimal("spend_usd");
            return new TwoAxisChart.Column(
                    label.apply(row.day(dateColumn)),
                    spend == null ? null : spend.doubleValue(),
                    row.optionalCount("request_count"));
        });
        Drawing chart = new TwoAxisChart(
                columns, language.text("usage.axis.cost"), language.text("usage.axis.requests"), language.locale());
        // The chart beside a narrow one has the legend of both.
        List<LegendEntry> legend = width == Width.NARROW
                ? List.of()
                : List.of(
                        new LegendEntry(TwoAxisChart.COST, language.text("usage.axis.cost")),
                        new LegendEntry(TwoAxisChart.REQUESTS, language.text("usage.axis.requests")));
        return picture(query, mart, first, chart, legend, width);
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMM", language.locale()).format(day);
    }

    private static String week(LocalDate monday) {
        return String.format(Locale.ROOT, "W%02d", monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private String month(LocalDate first) {
        return DateTimeFormatter.ofPattern("MMM uu", language.locale()).format(first);
    }

    private record Day(
            LocalDate week, int weekday, @Nullable Double spend) {

        static Day of(Row row) throws SQLException {
            BigDecimal spend = row.optionalDecimal("spend_usd");
            return new Day(
                    row.day("week_start_date"),
                    (int) row.count("iso_weekday"),
                    spend == null ? null : spend.doubleValue());
        }
    }

    /** A day outside of the range, or not loaded, has no cell and is hatched. */
    private Picture calendar(TrendRange trend) {
        List<Day> days = rows.rows("calendar", Day::of);
        List<LocalDate> weeks = days.stream().map(Day::week).distinct().toList();
        HeatMap map = HeatMap.ofWeeks(
                weeks.stream().map(UsageCharts::week).toList(),
                days.stream()
                        .map(day -> new HeatMap.Cell(day.weekday() - 1, weeks.indexOf(day.week()), day.spend()))
                        .toList(),
                language.locale());
        return picture("calendar", "usage_by_day", trend.firstOfCalendar(), map, steps(map), Width.FULL);
    }

    private Optional<Picture> hours() {
        HeatMap map = HeatMap.ofHours(
                rows.rows("heatmap", UsageCharts::cell).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                language.locale());
        return map.largest() == 0
                ? Optional.empty()
                : Optional.of(picture("heatmap", "usage_heatmap", request.from(), map, steps(map), Width.FULL));
    }

    /** Requests whose hour is not known any more stand in no cell. */
    private static Optional<HeatMap.Cell> cell(Row row) throws SQLException {
        Long weekday = row.optionalCount("iso_weekday");
        if (weekday == null) {
            return Optional.empty();
        }
        BigDecimal mean = row.optionalDecimal("mean_request_count");
        return Optional.of(new HeatMap.Cell(
                weekday.intValue() - 1, (int) row.count("local_hour"), mean == null ? null : mean.doubleValue()));
    }

    private List<LegendEntry> steps(HeatMap map) {
        List<LegendEntry> legend = new ArrayList<>();
        if (map.largest() > 0) {
            legend.add(new LegendEntry(HeatMap.STEPS.get(0), language.text("usage.steps.none")));
            legend.add(new LegendEntry(HeatMap.STEPS.get(1), language.text("usage.steps.least")));
            HeatMap.STEPS.subList(2, HeatMap.STEPS.size() - 1).forEach(step -> legend.add(new LegendEntry(step, "")));
            legend.add(new LegendEntry(HeatMap.STEPS.get(HeatMap.STEPS.size() - 1), language.text("usage.steps.most")));
        }
        legend.add(new LegendEntry(NOT_READ, language.text("usage.steps.unknown")));
        return legend;
    }

    private Picture picture(
            String name, String mart, LocalDate first, Drawing drawing, List<LegendEntry> legend, Width width) {
        String key = "usage.chart." + name;
        return new Picture(
                name + "_chart",
                language.text(key),
                language.text(key + ".subtitle"),
                "marts.%s(date '%s', date '%s')".formatted(mart, first, request.to()),
                drawing,
                legend,
                language.text(key + ".alternative"),
                width);
    }
}

package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.finance.FinanceFigures.Ranked;
import io.meterhouse.reports.finance.FinanceFigures.Slice;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.PieChart;
import io.meterhouse.reports.pages.PrintedShares;
import io.meterhouse.reports.pages.StackedChart;
import java.awt.Color;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The charts of the finance report: cost by day, by week and by team.
 *
 * @param figures of the period
 * @param request which period
 * @param nothing what to say where there is no usage
 */
record FinanceCharts(FinanceFigures figures, ReportRequest request, String nothing) {

    List<Picture> all() {
        return List.of(daily(), weekly(), teams());
    }

    private Picture daily() {
        List<LegendEntry> legend = legend(figures.models());
        return new Picture(
                "daily_cost",
                "Daily cost by model",
                "US dollars per UTC day, stacked" + gapNote(figures.days(), "; hatched days are not loaded"),
                call("usage_by_day_model"),
                new StackedChart(
                        columns(figures.days(), FinanceCharts::day), StackedChart.Shapes.AREAS, request.language()),
                legend,
                alternative("Chart: daily cost by model, stacked", legend),
                Picture.Width.FULL);
    }

    private Picture weekly() {
        List<LegendEntry> legend = legend(figures.providers());
        return new Picture(
                "weekly_cost",
                "Cost by provider and week",
                "US dollars per ISO week within the period, stacked"
                        + gapNote(figures.weeks(), "; * not all days are loaded"),
                call("usage_by_week_provider"),
                new StackedChart(
                        columns(figures.weeks(), FinanceCharts::week), StackedChart.Shapes.BARS, request.language()),
                legend,
                alternative("Chart: weekly cost by provider, stacked", legend),
                Picture.Width.WIDE);
    }

    /** A part of the pie. */
    private record Part(
            String name,
            Color color,
            BigDecimal spend,
            @Nullable BigDecimal share) {}

    private Picture teams() {
        List<Part> parts = parts();
        List<LegendEntry> legend = teamLegend(parts);
        return new Picture(
                "team_share",
                "Share of cost by team",
                "Percent of the period's total",
                call("usage_by_team"),
                new PieChart(parts.stream()
                        .map(part -> new PieChart.Part(Math.max(0, part.spend().doubleValue()), part.color()))
                        .toList()),
                legend,
                alternative("Chart: share of cost by team", legend),
                Picture.Width.NARROW);
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        BigDecimal spend = BigDecimal.ZERO;
        BigDecimal share = BigDecimal.ZERO;
        int others = 0;
        for (Ranked team : figures.teams()) {
            Long position = team.position();
            if (position == null) {
                parts.add(new Part(
                        Objects.requireNonNull(team.name()), Palette.UNASSIGNED, team.spendUsd(), team.spendShare()));
            } else if (position <= Palette.SERIES_COUNT) {
                Color color = Palette.series(Math.toIntExact(position) - 1);
                parts.add(new Part(Objects.requireNonNull(team.name()), color, team.spendUsd(), team.spendShare()));
            } else {
                others++;
                spend = spend.add(team.spendUsd());
                share = share.add(Objects.requireNonNullElse(team.spendShare(), BigDecimal.ZERO));
            }
        }
        if (others > 0) {
            parts.add(new Part(others(others), Palette.series(Palette.SERIES_COUNT), spend, share));
        }
        return parts;
    }

    private List<LegendEntry> teamLegend(List<Part> parts) {
        if (parts.isEmpty()) {
            return List.of(new LegendEntry(Palette.GRID, nothing));
        }
        if (parts.stream().anyMatch(part -> part.share() == null)) {
            return List.of(new LegendEntry(Palette.GRID, "No cost in this period"));
        }
        List<BigDecimal> percents = PrintedShares.of(
                parts.stream().map(part -> Objects.requireNonNull(part.share())).toList());
        List<LegendEntry> legend = new ArrayList<>();
        for (Part part : parts) {
            legend.add(new LegendEntry(
                    part.color(), "%s  %s%%".formatted(part.name(), Wording.amount(percents.get(legend.size())))));
        }
        return legend;
    }

    private String call(String mart) {
        return "marts.%s(date '%s', date '%s')".formatted(mart, request.from(), request.to());
    }

    private static String alternative(String what, List<LegendEntry> legend) {
        return what
                + legend.stream()
                        .map(LegendEntry::text)
                        .collect(Collectors.joining(", ", legend.isEmpty() ? "" : ": ", "."));
    }

    private static String gapNote(List<Slice> slices, String note) {
        return slices.stream().anyMatch(slice -> slice.absentDayCount() > 0) ? note : "";
    }

    private static List<StackedChart.Column> columns(List<Slice> slices, Function<Slice, String> label) {
        List<StackedChart.Column> columns = new ArrayList<>();
        // The rows of a day or week follow one another, a row a series.
        Map<LocalDate, List<Double>> amounts = new HashMap<>();
        for (Slice slice : slices) {
            List<Double> stack = amounts.get(slice.firstDate());
            if (stack == null) {
                stack = new ArrayList<>(Collections.nCopies(Palette.SERIES_COUNT + 1, 0.0));
                amounts.put(slice.firstDate(), stack);
                columns.add(
                        new StackedChart.Column(label.apply(slice), slice.absentDayCount() < slice.dayCount(), stack));
            }
            Long series = slice.series();
            BigDecimal spend = slice.spendUsd();
            if (series != null && spend != null) {
                stack.set(series.intValue() - 1, spend.doubleValue());
            }
        }
        return columns;
    }

    private static String day(Slice slice) {
        return Wording.shortDay(slice.firstDate());
    }

    private static String week(Slice slice) {
        return String.format(
                Locale.ROOT,
                "W%02d%s",
                slice.firstDate().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                slice.absentDayCount() > 0 ? "*" : "");
    }

    private static List<LegendEntry> legend(List<Ranked> members) {
        List<LegendEntry> legend = new ArrayList<>();
        int others = 0;
        for (Ranked member : members) {
            if (legend.size() < Palette.SERIES_COUNT) {
                legend.add(new LegendEntry(Palette.series(legend.size()), Objects.requireNonNull(member.name())));
            } else {
                others++;
            }
        }
        if (others > 0) {
            legend.add(new LegendEntry(Palette.series(Palette.SERIES_COUNT), others(others)));
        }
        return legend;
    }

    private static String others(int count) {
        return "Others (%s)".formatted(Wording.count(count));
    }
}

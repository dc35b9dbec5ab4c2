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
import io.meterhouse.reports.wording.Language;
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
 * @param language of the reader
 * @param nothing what to say where there is no usage
 */
record FinanceCharts(FinanceFigures figures, ReportRequest request, Language language, String nothing) {

    List<Picture> all() {
        return List.of(daily(), weekly(), teams());
    }

    private Picture daily() {
        List<LegendEntry> legend = legend(figures.models());
        return new Picture(
                "daily_cost",
                text("daily_cost"),
                subtitle("daily_cost", figures.days()),
                request.call("usage_by_day_model"),
                new StackedChart(columns(figures.days(), this::day), StackedChart.Shapes.AREAS, request.language()),
                legend,
                alternative("daily_cost", legend),
                Picture.Width.FULL);
    }

    private Picture weekly() {
        List<LegendEntry> legend = legend(figures.providers());
        return new Picture(
                "weekly_cost",
                text("weekly_cost"),
                subtitle("weekly_cost", figures.weeks()),
                request.call("usage_by_week_provider"),
                new StackedChart(columns(figures.weeks(), this::week), StackedChart.Shapes.BARS, request.language()),
                legend,
                alternative("weekly_cost", legend),
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
                text("team_share"),
                text("team_share.subtitle"),
                request.call("usage_by_team"),
                new PieChart(parts.stream()
                        .map(part -> new PieChart.Part(Math.max(0, part.spend().doubleValue()), part.color()))
                        .toList()),
                legend,
                alternative("team_share", legend),
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
            return List.of(new LegendEntry(Palette.GRID, language.text("finance.no-cost")));
        }
        List<BigDecimal> percents = PrintedShares.of(
                parts.stream().map(part -> Objects.requireNonNull(part.share())).toList());
        List<LegendEntry> legend = new ArrayList<>();
        for (Part part : parts) {
            String percent = language.text("figure.percent", language.number(percents.get(legend.size()), 1));
            legend.add(new LegendEntry(part.color(), part.name() + "  " + percent));
        }
        return legend;
    }

    private String text(String key) {
        return language.text("finance.chart." + key);
    }

    private String alternative(String chart, List<LegendEntry> legend) {
        return text(chart + ".alternative")
                + legend.stream()
                        .map(LegendEntry::text)
                        .collect(Collectors.joining(", ", legend.isEmpty() ? "" : ": ", "."));
    }

    /** What is not loaded has a sign of its own, which is told only where there is one. */
    private String subtitle(String chart, List<Slice> slices) {
        boolean hasGap = slices.stream().anyMatch(slice -> slice.absentDayCount() > 0);
        return text(chart + ".subtitle") + (hasGap ? "; " + text(chart + ".gap") : "");
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

    private String day(Slice slice) {
        return new ShortDates(language).day(slice.firstDate());
    }

    private String week(Slice slice) {
        int week = slice.firstDate().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        return language.text("finance.week", String.format(Locale.ROOT, "%02d", week))
                + (slice.absentDayCount() > 0 ? "*" : "");
    }

    private List<LegendEntry> legend(List<Ranked> members) {
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

    private String others(int count) {
        return language.text("page.others", language.count(count));
    }
}

package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Ranked;
import io.meterhouse.reports.FinanceFigures.Slice;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.PieChart;
import io.meterhouse.reports.pages.PlacedDrawing;
import io.meterhouse.reports.pages.StackedChart;
import io.meterhouse.reports.pages.Typeface;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/** The charts of the finance report, with their legends: cost by day, by week and by team. */
final class CostCharts {

    private static final float LEGEND_SIZE = 7.5f;
    private static final String LEGEND_GAP = "    ";

    private final FinanceFigures figures;
    private final String nothing;

    /**
     * The charts of some figures.
     *
     * @param nothing what to say where there is no usage
     */
    CostCharts(FinanceFigures figures, String nothing) {
        this.figures = figures;
        this.nothing = nothing;
    }

    /** What the template calls them. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(
                "dailySubtitle",
                "US dollars per UTC day, stacked" + gapNote(figures.days(), "; hatched days are not loaded"));
        parameters.put(
                "dailyChart",
                new PlacedDrawing(new StackedChart(
                        columns(figures.days(), CostCharts::day), StackedChart.Shapes.AREAS, Locale.ENGLISH)));
        parameters.put("dailyLegend", legend(figures.models(), 500));
        parameters.put(
                "weeklySubtitle",
                "US dollars per ISO week within the period, stacked"
                        + gapNote(figures.weeks(), "; * not all days are loaded"));
        parameters.put(
                "weeklyChart",
                new PlacedDrawing(new StackedChart(
                        columns(figures.weeks(), CostCharts::week), StackedChart.Shapes.BARS, Locale.ENGLISH)));
        parameters.put("weeklyLegend", legend(figures.providers(), 300));
        parameters.put(
                "teamChart",
                new PlacedDrawing(new PieChart(figures.teams().stream()
                        .map(team ->
                                new PieChart.Part(Math.max(0, team.spendUsd().doubleValue()), teamColor(team)))
                        .toList())));
        parameters.put("teamLegend", teamLegend());
        return parameters;
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

    /** One line of names, each shortened as far as all of them need to fit. */
    private static String legend(List<Ranked> members, double lineWidth) {
        List<Series> series = series(members);
        List<String> names = List.of();
        for (float width = 150; width > 20; width -= 2) {
            float longest = width;
            names = series.stream()
                    .map(entry -> Typeface.fitted(entry.name(), LEGEND_SIZE, longest))
                    .toList();
            String line = names.stream().map(name -> "■ " + name).collect(Collectors.joining(LEGEND_GAP));
            if (Typeface.width(line, LEGEND_SIZE) <= lineWidth) {
                break;
            }
        }
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            entries.add(swatch(series.get(i).color()) + Typeface.markup(names.get(i)));
        }
        return String.join(LEGEND_GAP, entries);
    }

    private String teamLegend() {
        List<Ranked> teams = figures.teams();
        if (teams.isEmpty()) {
            return nothing;
        }
        if (teams.stream().anyMatch(team -> team.spendShare() == null)) {
            return "No cost in this period";
        }
        List<BigDecimal> percents = PrintedTable.percents(teams);
        List<String> lines = new ArrayList<>();
        for (Ranked team : teams) {
            String name = team.name() == null ? PrintedTable.others(team.memberCount()) : team.name();
            lines.add("%s%s  %s%%"
                    .formatted(
                            swatch(teamColor(team)),
                            Typeface.markup(Typeface.fitted(name, LEGEND_SIZE, 62)),
                            Wording.amount(percents.get(lines.size()))));
        }
        return String.join("\n", lines);
    }

    private static Color teamColor(Ranked team) {
        Long position = team.position();
        if (position != null) {
            return Palette.series(Math.toIntExact(position) - 1);
        }
        return team.name() == null ? Palette.series(Palette.SERIES_COUNT) : Palette.UNASSIGNED;
    }

    private record Series(String name, Color color) {}

    private static List<Series> series(List<Ranked> members) {
        List<Series> series = new ArrayList<>();
        long others = 0;
        for (Ranked member : members) {
            if (member.name() != null && series.size() < Palette.SERIES_COUNT) {
                series.add(new Series(member.name(), Palette.series(series.size())));
            } else {
                others += member.memberCount();
            }
        }
        if (others > 0) {
            series.add(new Series(PrintedTable.others(others), Palette.series(Palette.SERIES_COUNT)));
        }
        return series;
    }

    private static String swatch(Color color) {
        return Palette.colored(color, "■") + " ";
    }
}

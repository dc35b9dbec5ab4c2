package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Comparison;
import io.meterhouse.reports.FinanceFigures.Ranked;
import io.meterhouse.reports.FinanceFigures.Slice;
import io.meterhouse.reports.FinanceFigures.Total;
import java.awt.Color;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures as the finance template prints them: texts, charts and table rows. */
final class FinancePages implements Pages {

    private static final String TITLE = "AI usage cost report";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final float LEGEND_SIZE = 7.5f;
    private static final String LEGEND_GAP = "    ";
    private static final float TILE_SIZE = 6.5f;
    private static final int TILE_WIDTH = 112;

    private final FinanceFigures figures;
    private final SnapshotIdentity identity;
    private final ReportRequest request;
    private final Instant generatedAt;
    private final CoverageText coverage;

    FinancePages(FinanceFigures figures, SnapshotIdentity identity, ReportRequest request, Instant generatedAt) {
        this.figures = figures;
        this.identity = identity;
        this.request = request;
        this.generatedAt = generatedAt;
        this.coverage = new CoverageText(
                figures.coverage(), figures.total(), request.filter().restrictions());
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String subject() {
        return "Period " + Wording.longRange(request.from(), request.to()) + ", " + filter();
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("title", TITLE);
        parameters.put("period", Wording.longRange(request.from(), request.to()));
        parameters.put(
                "subtitle",
                "Period %s  ·  generated %s"
                        .formatted(Wording.longRange(request.from(), request.to()), MINUTE.format(generatedAt)));
        parameters.put("filter", Typeface.markup(Typeface.fitted(filter(), 9f, 205)));
        parameters.put("runningFilter", Typeface.markup(Typeface.fitted(filter(), 7.5f, 225)));
        parameters.put("snapshot", "Snapshot " + Typeface.printable(identity.snapshotId()));
        parameters.put("run", "Run " + Typeface.printable(identity.runId()));
        parameters.put("finality", coverage.finality());
        parameters.put("status", coverage.status());
        parameters.put("coverage", coverage.sentences());
        Comparison comparison = figures.comparison();
        Total total = figures.total();
        tile(
                parameters,
                "cost",
                total == null ? Wording.UNKNOWN : Wording.dollars(total.spendUsd()),
                comparison.spendChange(),
                Palette.BAD,
                Palette.GOOD);
        tile(
                parameters,
                "users",
                total == null ? Wording.UNKNOWN : Wording.count(total.userCount()),
                comparison.userCountChange(),
                Palette.GOOD,
                Palette.BAD);
        BigDecimal price = total == null ? null : total.spendPerRequestUsd();
        tile(
                parameters,
                "price",
                price == null ? Wording.UNKNOWN : Wording.unitPrice(price),
                comparison.spendPerRequestChange(),
                Palette.BAD,
                Palette.GOOD);
        tile(
                parameters,
                "requests",
                total == null ? Wording.UNKNOWN : Wording.count(total.requestCount()),
                comparison.requestCountChange(),
                Palette.LABEL,
                Palette.LABEL);
        parameters.put(
                "dailySubtitle",
                "US dollars per UTC day, stacked" + gapNote(figures.days(), "; hatched days are not loaded"));
        parameters.put(
                "dailyChart", new StackedChart(columns(figures.days(), FinancePages::day), StackedChart.Shapes.AREAS));
        parameters.put("dailyLegend", legend(figures.models(), 500));
        parameters.put(
                "weeklySubtitle",
                "US dollars per ISO week within the period, stacked"
                        + gapNote(figures.weeks(), "; * not all days are loaded"));
        parameters.put(
                "weeklyChart",
                new StackedChart(columns(figures.weeks(), FinancePages::week), StackedChart.Shapes.BARS));
        parameters.put("weeklyLegend", legend(figures.providers(), 300));
        parameters.put(
                "teamChart",
                new PieChart(figures.teams().stream()
                        .map(team ->
                                new PieChart.Part(Math.max(0, team.spendUsd().doubleValue()), teamColor(team)))
                        .toList()));
        parameters.put("teamLegend", teamLegend());
        return parameters;
    }

    @Override
    public List<Map<String, ?>> rows() {
        Total total = figures.total();
        List<Map<String, ?>> rows = new ArrayList<>();
        rows.addAll(new PrintedTable("Top users", "User", "Team", total, nothing()).rows(figures.users()));
        rows.addAll(new PrintedTable("Top models", "Model", "Provider", total, nothing()).rows(figures.models()));
        rows.addAll(
                new PrintedTable("Providers", "Provider", "Active users", total, nothing()).rows(figures.providers()));
        rows.addAll(new PrintedTable("Teams", "Team", "Active users", total, nothing()).rows(figures.teams()));
        return rows;
    }

    /** Why there are no rows. */
    private String nothing() {
        return figures.coverage().loadedDayCount() == 0 ? "No day of this period is loaded" : "No usage in this period";
    }

    private String filter() {
        List<String> restrictions = request.filter().restrictions();
        return restrictions.isEmpty() ? "All usage" : "Only " + Typeface.printable(String.join(", ", restrictions));
    }

    private void tile(
            Map<String, Object> parameters,
            String name,
            String value,
            @Nullable BigDecimal change,
            Color rising,
            Color falling) {
        parameters.put(name, value);
        parameters.put(name + "Change", change(change, rising, falling));
        parameters.put(name + "Range", ranges(change));
    }

    private String change(@Nullable BigDecimal change, Color rising, Color falling) {
        if (change == null) {
            return Palette.colored(Palette.LABEL, Wording.UNKNOWN);
        }
        BigDecimal percent = Wording.percent(change);
        return switch (percent.signum()) {
            case 1 -> Palette.colored(rising, "▲ " + Wording.amount(percent) + "%");
            case -1 -> Palette.colored(falling, "▼ " + Wording.amount(percent.negate()) + "%");
            default -> Palette.colored(Palette.LABEL, "0.0%");
        };
    }

    /** Both ranges, or why there is nothing to compare. */
    private String ranges(@Nullable BigDecimal change) {
        Comparison comparison = figures.comparison();
        String period = Wording.shortRange(request.from(), request.to());
        String previous = Wording.shortRange(comparison.previousFrom(), comparison.previousTo());
        if (!comparison.isPreviousCovered()) {
            return onTile("no complete data for", previous);
        }
        Total total = figures.total();
        if (total == null) {
            return onTile("no day loaded of", period);
        }
        if (change == null) {
            return onTile("none in", total.requestCount() == 0 ? period : previous);
        }
        return onTile(period, "vs " + previous);
    }

    /** On one line when it fits. */
    private static String onTile(String first, String second) {
        String line = first + " " + second;
        return Typeface.width(line, TILE_SIZE) <= TILE_WIDTH ? line : first + "\n" + second;
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
            return nothing();
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

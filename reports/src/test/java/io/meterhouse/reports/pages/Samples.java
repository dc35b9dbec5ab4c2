package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sections to print. */
final class Samples {

    private static final String CALL = "marts.usage_by_user(date '2026-09-01', date '2026-09-30')";

    private Samples() {}

    static Line line(@Nullable Object... cells) {
        return new Line(Arrays.asList(cells));
    }

    static Column column(String heading, Kind kind) {
        return new Column(heading.toLowerCase(Locale.ROOT), heading, heading, kind, Column.Place.PRINTED);
    }

    static Headline headline() {
        return new Headline(
                "headline",
                "September cost $31,482.10, 8.4% more than August; 1,204 people used it, and Sonnet took two thirds of it.");
    }

    static Tiles tiles(int count) {
        List<Tile> tiles = List.of(
                new Tile(
                        "cost",
                        "Total cost",
                        Kind.MONEY,
                        new BigDecimal("31482.104"),
                        new BigDecimal("0.084"),
                        Rising.BAD,
                        "1–30 Sep 2026 vs 2–31 Aug 2026"),
                new Tile("users", "Active users", Kind.COUNT, 1204L, new BigDecimal("0.031"), Rising.GOOD, "vs August"),
                new Tile(
                        "price",
                        "Cost per request",
                        Kind.UNIT_PRICE,
                        new BigDecimal("0.0187"),
                        new BigDecimal("-0.052"),
                        Rising.BAD,
                        "vs August"),
                new Tile("requests", "Requests", Kind.COUNT, null, null, Rising.NEUTRAL, "no day is loaded"));
        return new Tiles("tiles", tiles.subList(0, count));
    }

    static Picture daily(int days) {
        List<StackedChart.Column> columns = IntStream.range(0, days)
                .mapToObj(i -> new StackedChart.Column(
                        (1 + i % 30) + " Sep",
                        days < 20 || i % 30 != 12,
                        List.of(400.0 + 30 * (i % 7), 150.0 + i % 5 * 20, 300.0, 120.0, 60.0, 20.0)))
                .toList();
        return new Picture(
                "daily_cost",
                "Daily cost by model",
                "US dollars per UTC day, stacked; hatched days are not loaded",
                "marts.usage_by_day_model(date '2026-09-01', date '2026-09-30')",
                new StackedChart(columns, StackedChart.Shapes.AREAS, Locale.ENGLISH),
                legend("sonnet", "haiku", "gpt-large", "gpt-small", "embeddings", "Others (3)"),
                "Stacked areas of the daily cost of five models and all others.",
                Picture.Width.FULL);
    }

    static Picture weekly() {
        List<StackedChart.Column> columns = IntStream.range(36, 41)
                .mapToObj(week -> new StackedChart.Column(
                        "W" + week, true, List.of(1600.0 + week, 2600.0, 500.0, 300.0, 0.0, 0.0)))
                .toList();
        return new Picture(
                "weekly_cost",
                "Cost by provider and week",
                "US dollars per ISO week within the period, stacked",
                "marts.usage_by_week_provider(date '2026-09-01', date '2026-09-30')",
                new StackedChart(columns, StackedChart.Shapes.BARS, Locale.ENGLISH),
                legend("anthropic", "openai", "azure", "bedrock"),
                "Stacked bars of the weekly cost of four providers.",
                Picture.Width.WIDE);
    }

    static Picture teams() {
        return new Picture(
                "team_share",
                "Share of cost by team",
                "Percent of the period's total",
                "marts.usage_by_team(date '2026-09-01', date '2026-09-30')",
                new PieChart(IntStream.range(0, 6)
                        .mapToObj(i -> new PieChart.Part(34 - i * 6, Palette.series(i)))
                        .toList()),
                legend(
                        "Platform  34.0%",
                        "Research  26.0%", "Support  16.0%", "Data  12.0%", "Mobile  8.0%", "Others (2)  4.0%"),
                "Pie of the cost of six teams: Platform 34.0%, Research 26.0%.",
                Picture.Width.NARROW);
    }

    static Picture picture(io.meterhouse.reports.document.Drawing drawing) {
        return new Picture(
                "picture",
                "Picture",
                "Of something",
                CALL,
                drawing,
                legend("cost"),
                "Chart of something.",
                Picture.Width.FULL);
    }

    private static List<LegendEntry> legend(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new LegendEntry(Palette.series(i), names[i]))
                .toList();
    }

    static Table users(List<String> names, int listed) {
        List<Column> columns = List.of(
                column("Position", Kind.COUNT),
                column("User", Kind.TEXT),
                column("Team", Kind.TEXT),
                column("Requests", Kind.COUNT),
                column("Tokens", Kind.COUNT),
                column("Cost (USD)", Kind.MONEY),
                column("Share of total", Kind.SHARE));
        List<Line> lines = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < names.size(); i++) {
            sum = sum.add(cost(names.size(), i));
        }
        for (int i = 0; i < names.size(); i++) {
            BigDecimal cost = cost(names.size(), i);
            lines.add(line(
                    i + 1L,
                    names.get(i),
                    i % 3 == 0 ? null : "Team " + i % 3,
                    100L + i,
                    10_000L + i,
                    cost,
                    sum.signum() == 0 ? null : cost.divide(sum, 20, RoundingMode.HALF_UP)));
        }
        long requests =
                IntStream.range(0, names.size()).mapToLong(i -> 100L + i).sum();
        long tokens =
                IntStream.range(0, names.size()).mapToLong(i -> 10_000L + i).sum();
        return new Table(
                "users",
                "Top users",
                CALL,
                columns,
                lines,
                listed,
                line(null, null, null, requests, tokens, sum, BigDecimal.ONE),
                "No usage in this period",
                0);
    }

    private static BigDecimal cost(int all, int index) {
        return new BigDecimal(all - index).add(new BigDecimal("0.005000000001"));
    }

    static Table plain(String title, List<Column> columns, List<Line> lines) {
        return new Table("plain", title, CALL, columns, lines, 100, null, "Nothing of this is known", 0);
    }

    static Prose prose(int paragraphs) {
        return new Prose(
                "assumptions",
                "Assumptions",
                IntStream.range(0, paragraphs)
                        .mapToObj(i -> new Prose.Paragraph(
                                "Term " + i, "Days are UTC days, and costs are LiteLLM's own. ".repeat(1 + i % 9)))
                        .toList());
    }

    static List<Section> page() {
        return List.of(
                headline(),
                tiles(4),
                daily(30),
                weekly(),
                teams(),
                users(IntStream.range(0, 24).mapToObj(i -> "user " + i).toList(), 10),
                prose(4));
    }
}

package io.meterhouse.reports.delivery;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Remark.Weight;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.PieChart;
import io.meterhouse.reports.pages.StackedChart;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Letters to compose, whose reports lie in the folder {@code reports} of a home. */
record SampleLetters(Path home) {

    static final Instant AT = Instant.parse("2026-10-01T02:31:07Z");
    static final String SENDER = "Meterhouse <meterhouse@example.org>";
    static final String RECIPIENT = "finance@example.org";

    Letter finance() throws IOException {
        return letter(report("everyone", sections(), "a.pdf", "a_users.csv"));
    }

    static Letter letter(RenderedReport... reports) {
        return new Letter(
                "finance-2026-09-v1-0f3a@example.org",
                SENDER,
                RECIPIENT,
                "AI usage cost report, September 2026: $31,482.10 (+8.4%)",
                List.of(reports),
                "",
                "",
                reports[0].document().masthead().language(),
                AT);
    }

    RenderedReport report(String audience, List<Section> sections, String... files) throws IOException {
        return report(audience, Locale.ENGLISH, Masthead.Finality.PROVISIONAL, remarks(), sections, files);
    }

    RenderedReport report(
            String audience,
            Locale language,
            Masthead.Finality finality,
            List<Remark> remarks,
            List<Section> sections,
            String... files)
            throws IOException {
        Path folder = home.resolve("reports/finance/2026-09-01_2026-09-30")
                .resolve(audience)
                .resolve("v1");
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (String file : files) {
            Path path = folder.resolve(file);
            if (!Files.exists(path)) {
                Files.writeString(path, "content of " + file + "\n");
            }
            written.add(path);
        }
        Masthead masthead = new Masthead(
                "finance",
                language.equals(Locale.GERMAN) ? "Kosten der KI-Nutzung" : "AI usage cost report",
                LocalDate.of(2026, 9, 1),
                LocalDate.of(2026, 9, 30),
                audience.equals("everyone") ? "All usage" : audience,
                finality,
                remarks,
                "20261001T023000Z-4b1f",
                "20261001T020000Z-nightly",
                Instant.parse("2026-10-01T02:30:00Z"),
                language);
        return new RenderedReport(folder, written, new Document(masthead, sections));
    }

    static List<Remark> remarks() {
        return List.of(
                new Remark(Weight.BAD, "The sums of 12 September differ from LiteLLM's by $0.40."),
                new Remark(Weight.WARNING, "29 of 30 days loaded; 3 of them provisional."),
                new Remark(Weight.PLAIN, "2 September was restated on 2026-09-09: $1,010.20 before, $1,012.00 now."),
                new Remark(Weight.GOOD, "All other days add up."));
    }

    static List<Section> sections() {
        return List.of(
                new Headline(
                        "headline",
                        "September cost $31,482.10, 8.4% more than August; 1,204 people used it, and Sonnet took two thirds of it."),
                tiles(),
                daily("claude-sonnet", "claude-haiku", "gpt-large", "gpt-small", "embeddings", "Others (3)"),
                weekly(),
                teams());
    }

    static Tiles tiles() {
        return new Tiles(
                "tiles",
                List.of(
                        new Tile(
                                "cost",
                                "Total cost",
                                Kind.MONEY,
                                new BigDecimal("31482.104"),
                                new BigDecimal("0.084"),
                                Rising.BAD,
                                "vs 2–31 Aug 2026"),
                        new Tile(
                                "users",
                                "Active users",
                                Kind.COUNT,
                                1204L,
                                new BigDecimal("0.031"),
                                Rising.GOOD,
                                "vs 2–31 Aug 2026"),
                        new Tile(
                                "price",
                                "Cost per request",
                                Kind.UNIT_PRICE,
                                new BigDecimal("0.0187"),
                                new BigDecimal("-0.052"),
                                Rising.BAD,
                                "vs 2–31 Aug 2026"),
                        new Tile("errors", "Failed", Kind.SHARE, null, null, Rising.BAD, "no access log is read")));
    }

    static Picture daily(String... names) {
        List<StackedChart.Column> columns = IntStream.range(0, 30)
                .mapToObj(i -> new StackedChart.Column(
                        (1 + i) + " Sep",
                        i != 12,
                        List.of(400.0 + 30 * (i % 7), 150.0 + i % 5 * 20, 300.0, 120.0, 60.0, 20.0)))
                .toList();
        return new Picture(
                "daily_cost",
                "Daily cost by model",
                "US dollars per UTC day, stacked; hatched days are not loaded",
                "marts.usage_by_day_model(date '2026-09-01', date '2026-09-30')",
                new StackedChart(columns, StackedChart.Shapes.AREAS, Locale.ENGLISH),
                legend(names),
                "Chart: daily cost by model, stacked: " + String.join(", ", names) + ".",
                Picture.Width.FULL);
    }

    private static Picture weekly() {
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
                "Chart: weekly cost by provider, stacked: anthropic, openai, azure, bedrock.",
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
                legend("Platform  34.0%", "Research  26.0%", "Support  16.0%"),
                "Chart: share of cost by team: Platform 34.0%, Research 26.0%, Support 16.0%.",
                Picture.Width.NARROW);
    }

    private static List<LegendEntry> legend(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new LegendEntry(Palette.series(i), names[i]))
                .toList();
    }
}

package io.meterhouse.reports.pages;

import static io.meterhouse.reports.pages.Samples.column;
import static io.meterhouse.reports.pages.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are hard to lay out. Each is drawn as an image, too: what a viewer cannot draw is no page. */
class HardPagesTests {

    @TempDir
    Path folder;

    @Test
    void aReportWithoutDataSaysSo() {
        PrintedPages pages = print("empty", Samples.users(List.of(), 10), Samples.daily(0));

        assertThat(pages.text())
                .contains("No usage in this period", "Daily cost by model")
                .doesNotContain("Total");
        assertThat(pages.images()).hasSize(1);
    }

    @Test
    void oneDayIsABar() {
        // Axes are drawn, and so no text of the page.
        assertThat(DrawnImage.png(Samples.daily(1).drawing(), 400, 100, 1))
                .isNotEqualTo(DrawnImage.png(Samples.daily(0).drawing(), 400, 100, 1));
        assertThat(print("one-day", Samples.daily(1)).images()).hasSize(1);
    }

    @Test
    void aLeapYearOfDaysHasRoomForItsLabels() {
        PrintedPages pages = print("leap-year", Samples.daily(366));

        assertThat(pages.text()).contains("Daily cost by model");
        assertThat(pages.images()).hasSize(1);
    }

    @Test
    void tenThousandLinesAreTheFirstAndAllOthersInSeconds() {
        Table table = Samples.users(
                IntStream.range(0, 10_000).mapToObj(i -> "user " + i).toList(), 25);
        PrintedPages pages = Assertions.assertTimeout(Duration.ofSeconds(20), () -> print("many", table));

        assertThat(pages.text())
                .contains("25 of 10,000 rows", "Others (9,975)", "25 user 24 124 10,024 9,976.01")
                .doesNotContain("user 25 ");
        assertThat(pages.images()).hasSize(1);
    }

    @Test
    @Tag("long")
    void tenThousandLinesThatAreAllListedEndToo() {
        Table table = Samples.users(
                IntStream.range(0, 10_000).mapToObj(i -> "user " + i).toList(), 10_000);
        PrintedPages pages = Assertions.assertTimeout(Duration.ofSeconds(60), () -> print("all-listed", table));

        assertThat(pages.page(2))
                .contains("Position User", "Cost (USD)", "⚠ PROVISIONAL")
                .doesNotContain("Top users");
        assertThat(pages.text()).contains("10,000 user 9999", "Total 50,995,000");
    }

    @Test
    void namesOfEveryScriptArePrintedAndDoNotBreakThePage() {
        PrintedPages pages = print(
                "scripts",
                Samples.users(
                        List.of(
                                "王小明",
                                "田中 タロー",
                                "Зоя Иванова",
                                "Νίκος Παπάς",
                                "rocket 🚀👩‍🚀 pilot",
                                "דוד בן־גוריון",
                                "محمد علي",
                                "team שלום (7)",
                                "한국어",
                                "w".repeat(300),
                                "王".repeat(300),
                                "<b>&amp;\u0007\u202Eevil"),
                        12));

        assertThat(pages.text())
                .contains("王小明", "田中 タロー", "Зоя Иванова", "Νίκος Παπάς", "🚀", "<b>&amp;evil")
                .contains("דוד", "שלום", "محمد")
                .containsPattern("w{15,60}…")
                .containsPattern("王{8,40}…");
        assertThat(pages.images()).hasSize(1);
    }

    @Test
    void zeroCostIsNoShareOfAnything() {
        Table table = new Table(
                "users",
                "Top users",
                "marts.usage_by_user",
                List.of(
                        column("User", Kind.TEXT),
                        column("Cost (USD)", Kind.MONEY),
                        column("Share of total", Kind.SHARE)),
                List.of(line("ana", BigDecimal.ZERO, null), line("bob", BigDecimal.ZERO, null)),
                1,
                line(null, BigDecimal.ZERO, null),
                "",
                0);

        assertThat(print("zero", table).text()).contains("ana 0.00 –", "Others (1) 0.00", "Total 0.00 –");
    }

    @Test
    void amountsBelowZeroAreAddedUpAndDrawnBelowTheAxis() {
        Table table = new Table(
                "users",
                "Top users",
                "marts.usage_by_user",
                List.of(column("User", Kind.TEXT), column("Cost (USD)", Kind.MONEY), column("Change", Kind.CHANGE)),
                List.of(
                        line("ana", new BigDecimal("5.005"), new BigDecimal("0.084")),
                        line("correction", new BigDecimal("-3.005"), new BigDecimal("-0.5"))),
                2,
                line(null, new BigDecimal("2.00"), null),
                "",
                0);
        StackedChart chart = new StackedChart(
                List.of(
                        new StackedChart.Column("1 Sep", true, List.of(5.0, 2.0)),
                        new StackedChart.Column("2 Sep", true, List.of(-3.0, 1.0)),
                        new StackedChart.Column("3 Sep", true, List.of(4.0, 1.0))),
                StackedChart.Shapes.AREAS,
                Locale.ENGLISH);

        assertThat(print("negative", table, Samples.picture(chart)).text())
                .contains("ana 5.01 +8.4%", "correction -3.01 -50.0%", "Total 2.00");
        assertThat(DrawnImage.png(chart, 400, 120, 2)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void whatIsNotKnownIsADash() {
        Table table = Samples.plain(
                "Services",
                List.of(
                        column("Service", Kind.TEXT),
                        column("p95", Kind.DURATION),
                        column("Requests", Kind.COUNT),
                        column("Success", Kind.SHARE),
                        column("Last", Kind.DAY)),
                List.of(
                        line("llm", null, null, null, null),
                        line(
                                "search",
                                new BigDecimal("1250"),
                                3L,
                                new BigDecimal("0.9999"),
                                LocalDate.of(2026, 9, 3))));

        assertThat(print("unknown", table).text()).contains("llm – – – –", "search 1.25 s 3 >99.9% 2026-09-03");
    }

    @Test
    void twelveColumnsOfLongFiguresStandBesideEachOther() {
        List<String> headings =
                IntStream.range(1, 12).mapToObj(i -> "Number of things " + i).toList();
        Table table = new Table(
                "wide",
                "Wide",
                "marts.wide",
                IntStream.range(0, 12)
                        .mapToObj(i -> i == 0 ? column("Endpoint", Kind.TEXT) : column(headings.get(i - 1), Kind.COUNT))
                        .toList(),
                List.of(new io.meterhouse.reports.document.Line(IntStream.range(0, 12)
                        .<Object>mapToObj(i -> i == 0 ? "/llm/chat/completions/with/a/long/path" : 123_456_789L + i)
                        .toList())),
                5,
                null,
                "",
                0);

        assertThat(print("twelve", table).text()).contains("123,456,790 123,456,791", "123,456,800");
    }

    @Test
    void longProseGoesOnOverPages() {
        PrintedPages pages = print("prose", Samples.prose(120));

        assertThat(pages.images()).hasSizeGreaterThan(2);
        assertThat(pages.text()).contains("Term 0 ", "Term 119 ");
        assertThat(pages.page(2)).contains("AI usage cost report", "⚠ PROVISIONAL", "Page 2 of");
    }

    @Test
    void oneParagraphMayBeLongerThanAPage() {
        PrintedPages pages = print(
                "paragraph",
                new io.meterhouse.reports.document.Prose(
                        "glossary",
                        "Glossary",
                        List.of(new io.meterhouse.reports.document.Prose.Paragraph(
                                "Cost", "word ".repeat(3_000) + "END"))));

        assertThat(pages.text()).contains("END");
        assertThat(pages.images()).hasSizeGreaterThan(1);
    }

    @Test
    void oneToFourTilesShareTheLine() {
        for (int count = 1; count <= 4; count++) {
            int tiles = count;
            assertThatCode(() -> print("tiles-" + tiles, Samples.tiles(tiles)).images())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void costAndRequestsHaveAnAxisEach() {
        TwoAxisChart chart = new TwoAxisChart(
                IntStream.range(0, 30)
                        .mapToObj(i -> new TwoAxisChart.Column(
                                i + 1 + " Sep", i == 12 ? null : 100.0 + i, i == 12 ? null : 9_000L - 100 * i))
                        .toList(),
                "Cost in US dollars",
                "Requests",
                Locale.ENGLISH);

        assertThat(print("two-axes", Samples.picture(chart)).text()).contains("Picture", "Of something");
        assertThat(DrawnImage.png(chart, 500, 120, 2)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void weeksOfDaysAreAHeatMapWhoseDaysOutsideTheRangeAreHatched() {
        HeatMap map = HeatMap.ofWeeks(
                IntStream.range(1, 13).mapToObj(week -> "W" + week).toList(),
                IntStream.range(3, 80)
                        .mapToObj(day -> new HeatMap.Cell(day % 7, day / 7, (double) day * day))
                        .toList(),
                Locale.GERMAN);

        assertThat(print("weeks", Samples.picture(map)).text()).contains("Picture", "Of something");
    }

    @Test
    void germanReadersGetGermanFigures() {
        PrintedPages pages = PrintedPages.of(folder, "german", Locale.GERMAN, Samples.page());

        assertThat(pages.text())
                .contains("VORLÄUFIG", "Zeitraum 1.–30. September 2026", "31.482,10 $", "+8,4 %")
                .contains("Übrige (14)", "10 von 24 Zeilen", "Summe 2.676", "Seite 1 von 2")
                .doesNotContain("PROVISIONAL", "Others (14)", "Page ");
    }

    private PrintedPages print(String name, Section... sections) {
        return PrintedPages.of(folder, name, Locale.ENGLISH, List.of(sections));
    }
}

package io.meterhouse.reports.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.edition.Verification;
import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.warehouse.PublishedProperties.Persons;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The usage report breaks the usage of a range down by who caused it and where it went, and compares it with the range before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageReportTests {

    @TempDir
    static Path folder;

    private SmallWarehouse warehouse;

    @BeforeAll
    void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-08-01", "2026-09-28", "loaded", true)
                .days("2026-09-29", "2026-09-30", "loaded", false)
                .usage("2026-08-10", "ada", "red", "gpt", "openai", 100, "10")
                .usage("2026-08-11", "bo", "blue", "claude", "anthropic", 100, "30")
                .usage("2026-09-01", "ada", "red", "gpt", "openai", 300, "12.504")
                .usage("2026-09-02", "ada", "red", "claude", "anthropic", 100, "40")
                .usage("2026-09-02", "bo", "blue", "claude", "anthropic", 40, "7.503")
                .usage("2026-09-07", "=cmd|'!A1", "blue", "gpt", "openai", 10, "0")
                .logDays("2026-09-01", "2026-09-02", "loaded")
                .requests(
                        "access-log",
                        "2026-09-01T08:00:00 ada /llm/chat/completions 200 100",
                        "2026-09-01T08:30:00 ada /llm/chat/completions 200 300"));
    }

    @Test
    void theHeadlineAndTheTilesTellTheSumsAndHowTheyChanged() throws IOException {
        Document document = document("2026-08-01", "2026-08-31", UsageFilter.none());

        assertThat(document.masthead().finality()).isEqualTo(Finality.FINAL);
        String text = text(render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH));
        assertThat(text)
                .contains("AI usage report", "Period 1–30 September 2026", "PROVISIONAL")
                .contains("Days loaded: 30 of 30", "2 days provisional")
                .contains("450 requests with 45,000 tokens, for $60.01. 100.0% of the requests succeeded.")
                .contains("▲ +125.0%", "▲ +50.0%")
                .contains("against 1–31 August 2026");
    }

    @Test
    void eachBreakdownAddsUpToTheWhole() throws IOException {
        String text = text(render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH));

        assertThat(text)
                .containsPattern("ada +internal_user +400 +40,000 +100\\.0% +✓ +52\\.50 +87\\.5%")
                .containsPattern("bo +internal_user +40 +4,000 +100\\.0% +✓ +7\\.50 +12\\.5%")
                .containsPattern("=cmd\\|'!A1 +internal_user +10 +1,000 +100\\.0% +✓ +0\\.00 +0\\.0%")
                .containsPattern("Rounding +0\\.01")
                .containsPattern("Total +450 +45,000 +100\\.0% +60\\.01 +100\\.0%")
                .containsPattern("claude +anthropic +140 +14,000 +100\\.0% +✓ +47\\.50 +79\\.2%")
                .containsPattern("openai +2 +310 +31,000 .*12\\.50 +20\\.8%")
                .containsPattern("red +1 +400 +40,000 .*52\\.50 +87\\.5%")
                .containsPattern("key of ada +red +400 +40,000 .*52\\.50 +87\\.5%")
                .containsPattern("ada +claude +100 +10,000 +40\\.00 +66\\.7%")
                .containsPattern(
                        "2026-09-01 +2026-09-30 +60\\.01 +\\+50\\.0% +450 +\\+125\\.0% +45,000 +\\+125\\.0% +3 +\\+50\\.0%")
                .containsPattern("2026-08-01 +2026-08-31 +40\\.00 +– +200 +– +20,000 +– +2 +–");
    }

    @Test
    void aPeriodShorterThanATrendShowsTheTrendBesideItself() {
        assertThat(pictures("2026-09-01", "2026-09-30"))
                .containsExactly(
                        "by_day_chart", "trend_weeks_chart", "trend_months_chart", "calendar_chart", "heatmap_chart");
        assertThat(pictures("2026-09-24", "2026-09-30"))
                .containsExactly(
                        "by_day_chart",
                        "trend_days_chart",
                        "trend_weeks_chart",
                        "trend_months_chart",
                        "calendar_chart");
    }

    @Test
    void whatIsFilteredIsOfNobodyElse() throws IOException {
        UsageFilter blue = UsageFilter.parse(List.of("team=blue"));
        String text = text(render("2026-09-01", "2026-09-30", blue, Locale.ENGLISH));

        assertThat(text)
                .contains("Only team=blue", "50 requests with 5,000 tokens, for $7.50.")
                .containsPattern("Total +50 +5,000 +100\\.0% +7\\.50 +100\\.0%")
                .doesNotContain("ada", "52.50", "60.01");
        // Logs do not know teams.
        assertThat(document("2026-09-01", "2026-09-30", blue).sections())
                .extracting(Section::name)
                .doesNotContain("heatmap_chart");
    }

    @Test
    void aPeriodWithoutDataSaysSoAndInventsNothing() throws IOException {
        String text = text(render("2026-07-01", "2026-07-31", UsageFilter.none(), Locale.ENGLISH));

        assertThat(text)
                .contains("Days loaded: 0 of 31", "No day of this period is loaded.")
                .contains("no complete data for both this period", "and 1–30 June 2026")
                .doesNotContain("0.00", "100.0%");
        assertThat(text(render("2026-08-20", "2026-08-20", UsageFilter.none(), Locale.ENGLISH)))
                .contains("Days loaded: 1 of 1", "No usage in this period.");
    }

    @Test
    void theReportInGermanIsGermanInItsTextsAndTheSameInItsNames() throws IOException {
        RenderedReport report = render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.GERMAN);

        assertThat(text(report))
                .contains("Bericht zur KI-Nutzung", "Zeitraum 1.–30. September 2026", "VORLÄUFIG")
                .containsPattern("Summe +450 +45\\.000 +100,0 % +60,01 +100,0 %")
                .doesNotContain("Requests", "Tokens per", "Rating");
        assertThat(report.document().tables())
                .extracting(Table::name)
                .containsExactly(
                        "periods",
                        "by_user",
                        "by_model",
                        "by_provider",
                        "by_team",
                        "by_api_key",
                        "by_user_model",
                        "by_day");
    }

    @Test
    void aTileIsNotKnownWherePersonsAreNotShownOrNoDayIsLoaded() {
        Tiles tiles = document("2026-07-01", "2026-07-31", UsageFilter.none()).sections().stream()
                .filter(Tiles.class::isInstance)
                .map(Tiles.class::cast)
                .findFirst()
                .orElseThrow();

        assertThat(tiles.tiles()).extracting(Tiles.Tile::name).containsExactly("requests", "tokens", "users", "cost");
        assertThat(tiles.tiles()).extracting(Tiles.Tile::value).containsOnlyNulls();
    }

    @Test
    void aReportShowsNoMoreOfPersonsThanItMayInItsFilesAndInTheRowsItKeeps() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (Persons most : List.of(Persons.PSEUDONYMOUS, Persons.NONE)) {
            RenderedReport report;
            try (SnapshotReader snapshot = warehouse.snapshot(most)) {
                report = new UsageReport(warehouse.home(), SmallWarehouse.CLOCK)
                        .render(
                                snapshot,
                                new ReportRequest(
                                        LocalDate.parse("2026-09-01"),
                                        LocalDate.parse("2026-09-30"),
                                        UsageFilter.none(),
                                        EnumSet.of(Format.PDF, Format.CSV)));
            }

            assertThat(text(report))
                    .contains("Total 450 45,000 100.0% 60.01 100.0%")
                    .doesNotContain("key of ada")
                    .doesNotContainPattern("(?m)^(ada|bo) ");
            try (Stream<Path> files = Files.walk(report.folder())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("key of ada", "ada@example.org");
                }
            }
            Table users = report.document().tables().get(1);
            assertThat(users.lines()).hasSize(most == Persons.NONE ? 1 : 3);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            String ours =
                    "meterhouse-masked-%d-".formatted(ProcessHandle.current().pid());
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith(ours));
        }
    }

    @Test
    void aSectionThatIsSwitchedOffStandsInNoFileAndTheManifestNamesIt() throws IOException {
        RenderedReport report;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            report = new UsageReport(
                            warehouse.home(),
                            SmallWarehouse.CLOCK,
                            new FileShape(100, ByteOrderMark.OFF, Set.of("notes", "by_api_key")))
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    UsageFilter.none(),
                                    EnumSet.of(Format.PDF, Format.CSV)));
        }

        assertThat(text(report)).contains("By user and model").doesNotContain("By API key", "How to read this report");
        assertThat(report.files()).noneMatch(file -> file.toString().endsWith("_by_api_key.csv"));
        assertThat(Files.readString(report.folder().resolve("manifest.json")))
                .containsPattern("\"without\" : \\[ *\"by_api_key\", \"notes\" *\\]");
        assertThat(Verification.of(report.folder(), List.of(UsageReport.content()))
                        .differences())
                .isEmpty();
    }

    private List<String> pictures(String from, String to) {
        return document(from, to, UsageFilter.none()).sections().stream()
                .filter(Picture.class::isInstance)
                .map(Section::name)
                .toList();
    }

    private Document document(String from, String to, UsageFilter filter) {
        return render(new ReportRequest(
                        LocalDate.parse(from), LocalDate.parse(to), filter, EnumSet.of(Format.JSON), Locale.ENGLISH))
                .document();
    }

    private RenderedReport render(String from, String to, UsageFilter filter, Locale language) {
        return render(new ReportRequest(
                LocalDate.parse(from), LocalDate.parse(to), filter, EnumSet.of(Format.PDF), language));
    }

    private RenderedReport render(ReportRequest request) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new UsageReport(warehouse.home(), SmallWarehouse.CLOCK).render(snapshot, request);
        }
    }

    private static String text(RenderedReport report) throws IOException {
        try (PDDocument document = Loader.loadPDF(report.files().get(0).toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }
}

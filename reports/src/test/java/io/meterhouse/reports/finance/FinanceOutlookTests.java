package io.meterhouse.reports.finance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.edition.Verification;
import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finance report tells of savings, the forecast, what was unusual and which alerts there were; and nothing of them where nobody looked. */
class FinanceOutlookTests {

    private static final List<String> OUTLOOK = List.of(
            "savings",
            "top_findings",
            "forecast",
            "forecast_rows",
            "forecast_notes",
            "anomalies",
            "anomaly_rows",
            "alerts",
            "alert_rows");

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void fill() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-08-01", "2026-09-30", "loaded", true)
                .usage("2026-09-20", "ana", "red", "gpt", "openai", 7, "30.00"));
    }

    private void fillOutlook() {
        warehouse.fill(rows -> {
            rows.finding("plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "110.00", "high")
                    .finding("resource_optimization:gpu", "resource_optimization", "gpu", "cost", "1434.07", "medium")
                    .forecast("total", "(all)", "1200.00")
                    .forecast("team", "red", "400.00")
                    .silentForecast("provider", "openai", "There are 13 complete days.")
                    .judged("2026-09-28", "Too few days.")
                    .judged("2026-09-29", null)
                    .judged("2026-09-30", null)
                    .anomaly("2026-09-29", "team", "red", "78.00")
                    .alert("cost_of_month", "cost_of_month_usd", "usd", "team", "red", "77.50")
                    .alert("error_rate", "unsuccessful_percent", "percent", "service", "llm", "66.5");
        });
    }

    @Test
    void savingsForecastAnomaliesAndAlertsStandOnThePages() throws IOException {
        fillOutlook();

        RenderedReport report = render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH, Set.of());

        assertThat(text(report))
                .containsPattern("cost +1 +1,434\\.07 +2 revenue +1 +110\\.00 +2")
                .containsPattern("medium +Idle capacity +gpu +1,434\\.07")
                .containsPattern(
                        "Everything +2026-10-01 +0\\.00 +1,320\\.00 +1,080\\.00 +1,440\\.00 +1,200\\.00 +weekdays +7\\.1% +82\\.5%")
                .containsPattern(
                        "Team red +2026-10-01 +0\\.00 +440\\.00 +360\\.00 +480\\.00 +400\\.00 +weekdays +7\\.1%")
                .containsPattern("Provider openai +2026-10-01 +0\\.00 +– +– +– +– +– +–")
                .contains("Not enough data Provider openai: There are 13 complete days.")
                .contains("The forecast knew the days to 2026-09-30")
                .contains(
                        "2026-09-29 Team red cost USD 78.00 on 2026-09-29, USD 68.00 more than the 10.00 to be expected: +3.00 by volume, -2.00 by prices and +67.00 by the mix of models.")
                .contains("Nothing can be told of 1 day Too few days.")
                .contains("Critical, 2026-10-01 02:58 Team red: cost of month is USD 77.50, above USD 5.00")
                .doesNotContain("66.5", "1,544.07");
        assertThat(lines(report, "_anomaly_rows.csv")).hasSize(2);
        assertThat(lines(report, "_alert_rows.csv")).hasSize(2);
        assertThat(lines(report, "_forecast_rows.csv")).hasSize(4);
        assertThat(Verification.of(report.folder(), List.of(FinanceReport.content()))
                        .differences())
                .isEmpty();
    }

    @Test
    void whereNobodyLookedThereIsNoSection() {
        assertThat(sections(render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH, Set.of())))
                .doesNotContainAnyElementsOf(OUTLOOK);
    }

    @Test
    void aReportOfAPartOfTheUsageSaysNothingOfTheWhole() {
        fillOutlook();

        assertThat(sections(render(
                        "2026-09-01", "2026-09-30", UsageFilter.parse(List.of("team=red")), Locale.ENGLISH, Set.of())))
                .doesNotContainAnyElementsOf(OUTLOOK);
    }

    @Test
    void anOldPeriodHasNoForecastOfNow() {
        fillOutlook();

        assertThat(sections(render("2026-08-01", "2026-08-29", UsageFilter.none(), Locale.ENGLISH, Set.of())))
                .doesNotContain("forecast", "anomalies", "alerts")
                .contains("savings");
        assertThat(sections(render("2026-08-01", "2026-08-31", UsageFilter.none(), Locale.ENGLISH, Set.of())))
                .contains("forecast");
    }

    @Test
    void eachOfThemCanBeLeftOut() {
        fillOutlook();

        assertThat(sections(
                        render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH, Set.copyOf(OUTLOOK))))
                .doesNotContainAnyElementsOf(OUTLOOK)
                .contains("glossary");
    }

    @Test
    void daysWithoutAnythingUnusualAreSaidToBeLookedThrough() throws IOException {
        warehouse.fill(rows -> rows.judged("2026-09-29", null).judged("2026-09-30", null));

        assertThat(text(render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH, Set.of())))
                .contains("Nothing unusual on 2 days that were looked through.");
    }

    @Test
    void ofManyAnomaliesTheLargestTwentyAreTold() throws IOException {
        warehouse.fill(rows -> {
            rows.judged("2026-09-29", null);
            IntStream.rangeClosed(1, 25)
                    .forEach(team -> rows.anomaly("2026-09-29", "team", "t" + team, 100 + team + ".00"));
        });

        RenderedReport report = render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.ENGLISH, Set.of());

        assertThat(text(report))
                .contains("Team t25 cost", "Team t6 cost", "And 5 more; the files have all.")
                .doesNotContain("Team t5 cost");
        assertThat(lines(report, "_anomaly_rows.csv")).hasSize(26);
    }

    @Test
    void inGermanItIsGerman() throws IOException {
        fillOutlook();

        assertThat(text(render("2026-09-01", "2026-09-30", UsageFilter.none(), Locale.GERMAN, Set.of())))
                .contains("Was zu sparen oder zu gewinnen wäre", "Die wichtigsten Befunde", "Prognose der Kosten")
                .containsPattern(
                        "Alles +01\\.10\\.2026 +0,00 +1\\.320,00 +1\\.080,00 +1\\.440,00 +1\\.200,00 +Wochentage +7,1 %")
                .contains("Zu wenig Daten Anbieter openai: There are 13 complete days.");
    }

    private RenderedReport render(String from, String to, UsageFilter filter, Locale language, Set<String> without) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new FinanceReport(
                            warehouse.home(), SmallWarehouse.CLOCK, new FileShape(100_000, ByteOrderMark.OFF, without))
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse(from),
                                    LocalDate.parse(to),
                                    filter,
                                    Set.of(Format.PDF, Format.CSV),
                                    language));
        }
    }

    private static List<String> sections(RenderedReport report) {
        return report.document().sections().stream().map(Section::name).toList();
    }

    private static String text(RenderedReport report) throws IOException {
        try (PDDocument document = Loader.loadPDF(file(report, ".pdf").toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }

    private static List<String> lines(RenderedReport report, String ending) throws IOException {
        return Files.readAllLines(file(report, ending));
    }

    private static Path file(RenderedReport report, String ending) {
        return report.files().stream()
                .filter(candidate -> candidate.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }
}

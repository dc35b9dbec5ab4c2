package io.meterhouse.reports.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.files.SpreadsheetText;
import io.meterhouse.reports.files.WorkbookCells;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The operations report prints what the marts of requests and events say, and says so where they say nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsReportTests {

    @TempDir
    static Path folder;

    private SmallWarehouse warehouse;

    @BeforeAll
    void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> {
            rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                    .logDays("2026-09-01", "2026-09-03", "loaded")
                    .ran("run-0040", "2026-09-02 02:30:00", "done", 1, 0)
                    .ran("run-0041", "2026-09-03 02:30:00", "gaps", 1, 2)
                    .ran("run-0042", "2026-10-01 02:30:00", "done", 28, 0)
                    .checked("run-0040", "fact_request__times_are_known", "warns", 9, "2026-09-02 02:31:00")
                    .checked("run-0041", "fact_request__times_are_known", "warns", 4, "2026-09-03 02:31:00")
                    .checked("run-0041", "dim_date__has_every_day", "blocks", 0, "2026-09-03 02:31:01")
                    .callPrice("search", "0.25", null)
                    .infrastructure("2026-09-02", "gpu", "llm", "3.5")
                    .requests(
                            "access-log",
                            "2026-09-01T08:00:00 u1 /llm/chat/completions 200 100",
                            "2026-09-01T08:30:00 u1 /llm/chat/completions 200 300",
                            "2026-09-01T09:00:00 u2 /llm/chat/completions 429 5",
                            "2026-09-02T10:00:00 - /llm/chat/completions 504 60000",
                            "2026-09-02T10:30:00 u1 /search/=1+1 503 20",
                            "2026-09-02T11:00:00 u1 /embeddings/text/small 200 20")
                    .days("2026-09-01", "2026-09-03", "loaded", true)
                    .usage("2026-09-01", "u1", "red", "gpt", "openai", 3, "1");
            for (int minute = 0; minute < 5; minute++) {
                rows.event("2026-09-03 10:0%d:00".formatted(minute), "u1", "auth.login.failed", "auth", "failure", "7");
            }
            rows.event("2026-09-03 11:00:00", "u2", "user.delete", "user", "denied", "8");
        });
    }

    @Test
    void thePageShowsServicesEndpointsErrorsAndWhoIsSuspicious() throws IOException {
        String text = text(render("2026-09-01", "2026-09-03", Format.PDF));

        assertThat(text)
                .contains("AI service operations report", "Period 1–3 September 2026")
                .contains("Access logs of all 3 days are read.")
                .contains("1 server errors, 1 timeouts", "0 client errors, 1 throttled")
                .contains("marts.service_usage(date '2026-09-01', date '2026-09-03')")
                .containsPattern("llm +1 +4 +0 +1 +1 +0 +50\\.0% +200 ms +51\\.05 s +58\\.21 s")
                .containsPattern("search +1 +1 +0 +0 +0 +1 +0\\.0% +20 ms +20 ms +20 ms")
                .containsPattern("llm +1\\.00 +– +– +– +3\\.50 +4\\.50 +94\\.7%")
                .containsPattern("search +– +0\\.25 +– +– +0\\.00 +0\\.25 +5\\.3%")
                .containsPattern("embeddings +– +– +– +– +0\\.00 +0\\.00 +0\\.0%")
                .containsPattern("embeddings +/embeddings/text/small +1 +0 +0 +0 +0 +100\\.0%")
                .containsPattern("llm +/llm/chat/completions +504 +1 +25\\.0% +2026-09-02 10:00 +2026-09-02 10:00")
                .containsPattern("2026-09-01 +3 +3 +3 +2 +-1 +NO")
                .containsPattern("failed_login +5 +1 +1 +5 +2026-09-03 1\\d:00 +2026-09-03 1\\d:0\\d")
                .containsPattern("permission_denied +1 +1 +1 +0 +2026-09-03 1\\d:00 +2026-09-03 1\\d:0\\d")
                .containsPattern("auth\\.login\\.failed +auth +failure +5 +1 +2026-09-03 1\\d:00 +2026-09-03 1\\d:0\\d")
                .contains(
                        "6 requests in the access logs, 50.0% of them successful. Most of them come from 08:00 to",
                        "09:00 UTC and on a Tuesday.")
                .containsPattern("fact_request__times_are_known +warns +4 +2026-09-03 02:31")
                .doesNotContain("dim_date__has_every_day", "2026-10-01 02:30")
                .containsPattern("2026-09-03 02:30 +nightly +2026-09-01 +2026-09-30 +gaps +1 +2 +120\\.00 s")
                .containsPattern("2026-09-02 02:30 +nightly +2026-09-01 +2026-09-30 +done +1 +0 +120\\.00 s")
                .contains("No service level of config/service_levels.csv was missed, as far as it is measured");
    }

    @Test
    void aPeriodThatWasNotReadSaysSoAndInventsNothing() throws IOException {
        String text = text(render("2026-08-01", "2026-08-31", Format.PDF));

        assertThat(text)
                .contains("No day of the access logs of this period is read.")
                .contains("No day of this period is read")
                .contains("No event of this period is known")
                .doesNotContain("0.0%");
    }

    @Test
    void aPeriodReadInPartSaysHowMuchOfIt() throws IOException {
        assertThat(text(render("2026-09-01", "2026-09-30", Format.PDF)))
                .contains("Access logs of 3 of 30 days are read.");
    }

    @Test
    void theFilesHoldTheMartsUnderTheirOwnNamesAndNoFormula() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            RenderedReport report = render("2026-09-01", "2026-09-03", Format.CSV);

            assertThat(report.files()).hasSize(15);
            assertThat(lines(report, "service_usage.csv").get(0)).startsWith("service_id,endpoint_count,user_count,");
            assertThat(lines(report, "service_usage.csv").get(1))
                    .startsWith("llm,1,2,1,4,2,0,1,1,0,0.5,2000,2,15101.25");
            assertThat(lines(report, "cost_by_service.csv").get(1))
                    .startsWith("llm,3.0000,0.0000,1.000000000000,,,,3.500000000000,4.500000000000,");
            assertThat(lines(report, "gateway_versus_log.csv")).hasSize(4);
            assertThat(lines(report, "security_events.csv")).hasSize(7);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void alertsAndAnomaliesOfThePeriodAreToldInSentences() throws IOException {
        SmallWarehouse alarmed = warehouse.copy(folder.resolve("alarmed"));
        alarmed.fill(
                rows -> rows.judged("2026-09-02", null)
                        .anomaly("2026-09-02", "provider", "openai", "91.00")
                        .alert("error_rate", "unsuccessful_percent", "percent", "service", "llm", "66.5")
                        .altered(
                                "insert into star.fact_alert by name select timestamp '2026-10-01 02:58:00' as raised_at, 'poem' as rule_id, 'rule' as scope_kind, 'poem' as scope_id, 'broken' as alert_level, 'The rule poem has no metric.' as problem"));
        RenderedReport report;
        try (SnapshotReader snapshot = alarmed.snapshot()) {
            report = new OperationsReport(alarmed.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-10-01"),
                                    UsageFilter.none(),
                                    EnumSet.of(Format.PDF, Format.CSV)));
        }

        assertThat(text(report).replaceAll("\\s+", " "))
                .contains("Critical, 2026-10-01 02:58 Service llm:", "66.5 %, above 5.0 %")
                .contains("Rule cannot run, 2026-10-01 02:58 The rule poem has no metric.")
                .contains("Provider openai cost USD 91.00 on 2026-09-02");
        assertThat(lines(report, "alert_rows.csv")).hasSize(3);
        assertThat(lines(report, "anomaly_rows.csv")).hasSize(2);
    }

    @Test
    void whatIsCutIsAnnouncedWhereverTheReportIsRead() throws IOException {
        RenderedReport report;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            report = new OperationsReport(warehouse.home(), SmallWarehouse.CLOCK, new FileShape(2, ByteOrderMark.OFF))
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-03"),
                                    UsageFilter.none(),
                                    EnumSet.allOf(Format.class)));
        }

        String cut =
                "The table security_events is cut: its files hold 2 of 6 rows. Set meterhouse.reports.most-rows higher to have all.";
        assertThat(report.cuts()).contains(cut).hasSize(8);
        assertThat(report.document().masthead().status()).last().isEqualTo(new Remark(Remark.Weight.WARNING, cut));
        assertThat(lines(report, "security_events.csv")).hasSize(3);
        assertThat(String.join("", lines(report, ".json")))
                .containsPattern("\"security_events\" : \\{\\s*\"written\" : 2,\\s*\"of\" : 6")
                .contains(cut);
        assertThat(WorkbookCells.of(report.files().stream()
                        .filter(file -> file.toString().endsWith(".xlsx"))
                        .findFirst()
                        .orElseThrow()))
                .containsValue(cut);
    }

    @Test
    void aReportInGermanIsGermanInItsTextsAndTheSameInItsNames() throws IOException {
        RenderedReport report;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            report = new OperationsReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-03"),
                                    UsageFilter.none(),
                                    EnumSet.of(Format.PDF, Format.CSV),
                                    Locale.GERMAN));
        }

        assertThat(text(report))
                .contains("Betriebsbericht der KI-Dienste", "Zeitraum 1.–3. September 2026")
                .contains("Die Zugriffsprotokolle des ganzen Zeitraums (3 Tage) sind gelesen.")
                .containsPattern("llm +1 +4 +0 +1 +1 +0 +50,0 % +200 ms +51,05 s");
        assertThat(lines(report, "service_usage.csv").get(0)).startsWith("service_id,endpoint_count,user_count,");
        assertThat(lines(report, "service_usage.csv").get(1)).startsWith("llm,1,2,1,4,2,0,1,1,0,0.5,2000,2,15101.25");
    }

    @Test
    void textThatASpreadsheetWouldRunIsText() {
        assertThat(SpreadsheetText.harmless("=1+1")).isEqualTo("'=1+1");
        assertThat(SpreadsheetText.harmless("/search")).isEqualTo("/search");
        assertThat(SpreadsheetText.harmless("")).isEmpty();
    }

    @Test
    void itIsOfEverybody() {
        OperationsReport report = new OperationsReport(warehouse.home(), SmallWarehouse.CLOCK);

        assertThat(report.problems(UsageFilter.none())).isEmpty();
        assertThat(report.problems(UsageFilter.parse(List.of("team=red"))))
                .containsExactly(
                        "The operations report is of everybody; it cannot be filtered by team=red. Leave the filter out.");
    }

    private RenderedReport render(String from, String to, Format format) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new OperationsReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse(from), LocalDate.parse(to), UsageFilter.none(), Set.of(format)));
        }
    }

    private static String text(RenderedReport report) throws IOException {
        try (PDDocument document = Loader.loadPDF(report.files().get(0).toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    private static List<String> lines(RenderedReport report, String ending) throws IOException {
        Path file = report.files().stream()
                .filter(candidate -> candidate.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
        return Files.readAllLines(file);
    }
}

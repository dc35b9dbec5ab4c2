package io.meterhouse.reports.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.edition.Verification;
import io.meterhouse.reports.rows.KeptTexts;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement tells of its party's own findings, forecast, anomalies and alerts, and of those of nobody else. */
class StatementOutlookTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void fill() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-08-01", "2026-09-30", "loaded", true)
                .usage("2026-09-20", "ana", "red", "gpt", "openai", 7, "30.00")
                .usage("2026-09-21", "bob", "blue", "gpt", "openai", 7, "40.00")
                .finding("model_switch:ana", "model_switch", "key-of-ana", "cost", "11.11", "high")
                .concerning("model_switch:ana", "api_key", "hash-ana")
                .concerning("model_switch:ana", "model", "gpt")
                .finding("model_switch:bob", "model_switch", "key-of-bob", "cost", "22.22", "high")
                .concerning("model_switch:bob", "api_key", "hash-bob")
                .finding("plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "33.33", "high")
                .concerning("plan_upgrade:starter", "tier", "starter")
                .concerning("plan_upgrade:starter", "user", "ana")
                .concerning("plan_upgrade:starter", "user", "bob")
                .finding("plan_optimization:trial", "plan_optimization", "trial", "retention", "44.44", "low")
                .concerning("plan_optimization:trial", "tier", "trial")
                .concerning("plan_optimization:trial", "user", "bob")
                .finding("resource_optimization:gpu", "resource_optimization", "gpu", "cost", "55.55", "high")
                .forecast("total", "(all)", "6600.00")
                .forecast("team", "red", "700.00")
                .forecast("team", "blue", "800.00")
                .judged("2026-09-20", null)
                .anomaly("2026-09-20", "user", "ana", "91.00")
                .anomaly("2026-09-20", "user", "bob", "92.00")
                .anomaly("2026-09-20", "team", "red", "93.00")
                .anomaly("2026-09-20", "team", "blue", "94.00")
                .anomaly("2026-09-20", "api_key", "hash-ana", "95.00")
                .anomaly("2026-09-20", "total", "(all)", "96.00")
                .alert("month", "cost_of_month_usd", "usd", "user", "ana", "71.50")
                .alert("month", "cost_of_month_usd", "usd", "user", "bob", "72.50")
                .alert("month", "cost_of_month_usd", "usd", "team", "red", "73.50")
                .alert("month", "cost_of_month_usd", "usd", "team", "blue", "74.50")
                .alert("addresses", "key_addresses", "count", "api_key", "hash-bob", "7500")
                .alert("month", "cost_of_month_usd", "usd", "total", "(all)", "76.50"));
    }

    @Test
    void twoUsersReadEachTheirOwn() throws IOException {
        RenderedReport ana = render("user=ana");
        RenderedReport bob = render("user=bob");

        assertThat(text(ana))
                .contains("A cheaper model: key-of-ana", "$11.11 a month", "now of model_switch:ana")
                .containsPattern("high +A larger tier +starter +– +revenue")
                .contains("User ana cost USD 91.00", "cost USD 95.00", "User ana: cost of month is USD 71.50")
                .doesNotContain("Forecast of the cost");
        assertThat(text(bob))
                .contains("$22.22 a month", "$44.44 a month", "now of plan_optimization:trial")
                .contains("User bob cost USD 92.00", "User bob: cost of month is USD 72.50")
                .contains("number of addresses within an hour is 7,500");
        assertThat(everything(ana))
                .doesNotContain("bob", "22.22", "33.33", "44.44", "55.55", "92.0", "93.0", "94.0", "96.0", "72.5")
                .doesNotContain("73.5", "74.5", "7500", "76.5", "660", "now of plan_upgrade");
        assertThat(everything(bob))
                .doesNotContain(
                        "-ana", ":ana", " ana", "11.11", "33.33", "55.55", "91.0", "93.0", "94.0", "95.0", "96.0",
                        "71.5")
                .doesNotContain("73.5", "74.5", "76.5", "660", "now of plan_upgrade");
        assertThat(Verification.of(ana.folder(), List.of(StatementReport.content()))
                        .differences())
                .isEmpty();
    }

    @Test
    void twoTeamsReadEachTheirOwn() throws IOException {
        RenderedReport red = render("team=red");
        RenderedReport blue = render("team=blue");

        assertThat(text(red))
                .containsPattern("Team red +2026-10-01 +0\\.00 +770\\.00 +630\\.00 +840\\.00 +700\\.00")
                .contains("Team red cost USD 93.00", "Team red: cost of month is USD 73.50", "$11.11 a month");
        assertThat(everything(red))
                .doesNotContain("blue", "bob", "22.22", "33.33", "44.44", "55.55", "800.0", "660", "91.0", "92.0")
                .doesNotContain("94.0", "96.0", "71.5", "72.5", "74.5", "7500", "76.5");
        assertThat(text(blue))
                .containsPattern("Team blue +2026-10-01 +0\\.00 +880\\.00")
                .contains("Team blue cost USD 94.00", "Team blue: cost of month is USD 74.50", "$22.22 a month");
        assertThat(everything(blue))
                .doesNotContain(
                        "Team red",
                        "team,red",
                        "-ana",
                        ":ana",
                        " ana",
                        "11.11",
                        "33.33",
                        "44.44",
                        "55.55",
                        "700.0",
                        "660",
                        "91.0",
                        "92.0")
                .doesNotContain("93.0", "95.0", "96.0", "71.5", "72.5", "73.5", "76.5");
    }

    @Test
    void aKeyByWhichSomebodyElseWentIsNotToldOf() throws IOException {
        warehouse.fill(
                rows -> rows.usage("2026-09-22", "eve", "red", "gpt", "openai", 7, "50.00")
                        .altered(
                                "update star.fact_usage_daily set api_key_key = (select api_key_key from star.dim_api_key where api_key_hash = 'hash-ana') where spend_usd = 50"));

        RenderedReport ana = render("user=ana");

        assertThat(everything(ana)).doesNotContain("11.11", "95.0").contains("91.0");
        assertThat(text(render("team=red"))).contains("$11.11 a month");
    }

    @Test
    void cardsThatAreCutShortSaySo() throws IOException {
        warehouse.fill(rows -> {
            for (int number = 1; number <= 20; number++) {
                String key = "caching:ana-" + number;
                rows.finding(key, "caching", "key-of-ana", "cost", "1.11", "low")
                        .concerning(key, "api_key", "hash-ana");
            }
        });

        assertThat(text(render("user=ana"))).contains("The 20 most important of 21 findings; the files have all");
    }

    @Test
    void whoHasNothingToBeToldHasNoSection() {
        warehouse.fill(rows -> rows.usage("2026-09-22", "eve", "green", "gpt", "openai", 7, "50.00"));

        assertThat(render("user=eve").document().sections())
                .extracting(Section::name)
                .doesNotContain(
                        "findings", "cards", "forecast", "forecast_rows", "forecast_notes", "alerts", "alert_rows");
    }

    private RenderedReport render(String party) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new StatementReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    UsageFilter.parse(List.of(party)),
                                    Set.of(Format.PDF, Format.CSV, Format.JSON)));
        }
    }

    /** Pages, texts of files and of kept rows. */
    private static String everything(RenderedReport report) throws IOException {
        StringBuilder all = new StringBuilder(text(report))
                .append(KeptTexts.in(report.folder().resolve("rows")));
        for (Path file : report.files()) {
            if (!file.toString().endsWith(".pdf")) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static String text(RenderedReport report) throws IOException {
        Path file = report.files().stream()
                .filter(candidate -> candidate.toString().endsWith(".pdf"))
                .findFirst()
                .orElseThrow();
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }
}

package io.meterhouse.reports.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Cards;
import io.meterhouse.reports.edition.Verification;
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
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The optimizer report says what marts.findings says, and that nothing is open where nothing is. */
class OptimizerReportTests {

    @TempDir
    Path folder;

    @Test
    void aFindingIsALineACardAndARowOfTheFile() throws IOException {
        SmallWarehouse warehouse = warehouse(rows -> rows.finding(
                        "plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "110.00", "high")
                .finding("resource_optimization:gpu", "resource_optimization", "gpu", "cost", "1434.07", "medium")
                .closedFinding("billing_model:trial", "billing_model", "trial", "revenue", "9.90", "2026-09-20")
                .closedFinding("billing_model:old", "billing_model", "old", "revenue", "8.80", "2026-08-20")
                .findingNeed("model_switch", "Needs a quality score."));

        RenderedReport report = render(warehouse, Locale.ENGLISH, EnumSet.allOf(Format.class));

        assertThat(text(report))
                .contains("AI savings report", "Findings are as of 2026-09-30")
                .contains("2 open findings: $1,434.07 of cost a month need not arise; and beside that $110.00")
                .containsPattern("high +A larger tier +starter +110\\.00 +revenue +measured +low +2 +2026-09-20")
                .containsPattern("medium +Idle capacity +gpu +1,434\\.07 +cost +measured +low +2 +2026-09-20")
                .contains("A larger tier: starter", "$110.00 a month", "Priority high")
                .contains("What is now of plan_upgrade:starter", "What should be then of plan_upgrade:starter")
                .contains("1. First look. 2. Then act.")
                .contains("user count 12,345", "used above share 1.25 ")
                .contains("select 110.00")
                .contains("A cheaper model Needs a quality score.")
                .containsPattern("2026-09-20 +Billing by use +trial +9\\.90 +revenue +2026-09-01")
                .doesNotContain("8.80", "1,544.07");
        assertThat(lines(report, "_findings.csv"))
                .startsWith(
                        "Priority,Type,Current,Recommended,Potential Savings,Impact,Effort,amount_kind,confidence,effort_hours,subject,steps,concerned,inputs,evidence_sql,from_date,to_date,opened_on,last_found_on,decision,decided_at,note,is_found_though_done,short_key,finding_key")
                .anyMatch(line -> line.startsWith(
                        "high,plan_upgrade,now of plan_upgrade:starter,then of plan_upgrade:starter,110.00"));
        assertThat(Verification.of(report.folder(), List.of(OptimizerReport.content()))
                        .differences())
                .isEmpty();
    }

    @Test
    void findingsThatSaveTheSameCountOnceInTheTotals() throws IOException {
        SmallWarehouse warehouse = warehouse(
                rows -> rows.finding("model_switch:a", "model_switch", "a", "cost", "8.77", "medium")
                        .finding("smart_routing:a", "smart_routing", "a", "cost", "9.94", "medium")
                        .altered(
                                "insert into star.fact_finding_alternative values ('model_switch:a', 'spend of a'), ('smart_routing:a', 'spend of a')"));

        assertThat(text(render(warehouse, Locale.ENGLISH, Set.of(Format.PDF))))
                .contains("2 open findings: $9.94 of cost a month need not arise.")
                .doesNotContain("18.71");
    }

    @Test
    void decisionsAndWhatTheySavedAreTold() throws IOException {
        SmallWarehouse warehouse = warehouse(
                rows -> rows.finding("plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "110.00", "high")
                        .decided("plan_upgrade:starter", "dismissed", "prices are frozen")
                        .finding("model_switch:ana", "model_switch", "ana", "cost", "8.77", "medium")
                        .decided("model_switch:ana", "done", "moved")
                        .altered(
                                "update star.fact_finding set api_key_hash = 'hash-ana', model_name = 'gpt', provider_id = 'openai', alternative_model_name = 'mini', alternative_provider_id = 'openai' where finding_type = 'model_switch'")
                        .altered(
                                "update star.fact_finding_decision set alternative_model_name = 'mini', alternative_provider_id = 'openai' where decision = 'done'")
                        .usage("2026-09-10", "ana", "red", "gpt", "openai", 7, "30.00"));

        RenderedReport report = render(warehouse, Locale.ENGLISH, Set.of(Format.PDF, Format.CSV));

        assertThat(text(report))
                .contains("1 open finding: $8.77 of cost a month need not arise.")
                .containsPattern("medium +A cheaper model .*high +A larger tier")
                .contains("Decided dismissed 2026-09-25 08:30: prices are frozen")
                .contains("Can be saved of the cost 30.44 8.77 28.8% 20.0%")
                .contains("Was saved by decisions of the last 90 days 30.44 0.00 0.0% 15.0%")
                .containsPattern("done +2026-09-25 08:30 +gpt +mini +2026-09-30 +0 +38\\.05 +0\\.00 +0\\.00")
                .containsPattern("A larger tier +1 +0 +0 +1 +0 +0\\.0% +50\\.0%")
                .containsPattern("A cheaper model +1 +0 +1 +0 +0 +100\\.0% +50\\.0%");
    }

    @Test
    void whatTheUsageWouldHaveCostOnEachModelIsAnAppendix() throws IOException {
        SmallWarehouse warehouse = warehouse(
                rows -> rows.usage("2026-09-10", "ana", "red", "gpt", "openai", 7, "30.00")
                        .altered("delete from star.dim_price")
                        .altered(
                                "insert into star.dim_price by name select 'model' as price_kind, 'mini' as model_name, 'openai' as provider_id, 0.01 as input_usd, 0.02 as output_usd, 80 as quality_score, 'book' as price_source, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, 'USD' as currency, 1 as usd_per_currency, false as is_assumed"));

        RenderedReport report = render(warehouse, Locale.ENGLISH, Set.of(Format.PDF, Format.CSV));

        String expected = warehouse
                .answers("round(cost_usd, 2) from marts.model_what_if(date '2026-09-01', date '2026-09-30')")
                .get(0);
        assertThat(text(report))
                .contains("If one model had done it all")
                .containsPattern("mini +openai +30\\.00 +" + expected + "0* +[0-9.]+% +80\\.00")
                .containsPattern("gpt +openai +7 +700 +30\\.00 +100\\.0%");
        assertThat(lines(report, "_what_if.csv")).hasSize(2);
    }

    @Test
    void withoutAFindingThePageSaysSo() throws IOException {
        SmallWarehouse warehouse = warehouse(rows -> {});

        RenderedReport report = render(warehouse, Locale.ENGLISH, Set.of(Format.PDF, Format.CSV));

        assertThat(text(report))
                .contains("No finding is open.", "No finding was closed since 2026-09-01")
                .contains("no finding of this kind is open");
        assertThat(lines(report, "_findings.csv")).hasSize(1);
    }

    @Test
    void pagesTellOfTheFiftyMostImportantAndSayThatThereAreMore() throws IOException {
        SmallWarehouse warehouse = warehouse(rows -> IntStream.rangeClosed(1, 60)
                .forEach(number -> rows.finding(
                        "billing_model:tier-" + number,
                        "billing_model",
                        "tier-" + number,
                        "revenue",
                        number + ".00",
                        number == 1 ? "high" : "low")));

        RenderedReport report = render(warehouse, Locale.ENGLISH, Set.of(Format.PDF, Format.CSV));

        assertThat(text(report))
                .contains("The 50 most important of 60 findings; the files have all")
                .contains("Billing by use: tier-1 ", "Billing by use: tier-60", "Billing by use: tier-12")
                .doesNotContain("Billing by use: tier-11 ", "Billing by use: tier-2 ");
        assertThat(report.document().sections())
                .filteredOn(Cards.class::isInstance)
                .singleElement()
                .extracting(section -> ((Cards) section).cards().size())
                .isEqualTo(50);
        assertThat(lines(report, "_overview.csv")).hasSize(61);
    }

    @Test
    void aReportInGermanIsGermanInItsTexts() throws IOException {
        SmallWarehouse warehouse = warehouse(
                rows -> rows.finding("plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "110.00", "high"));

        assertThat(text(render(warehouse, Locale.GERMAN, Set.of(Format.PDF))))
                .contains("Bericht der KI-Einsparungen", "1 offener Befund: 110,00 $ Erlös im Monat wären zu haben.")
                .containsPattern(
                        "hoch +Ein größerer Tarif +starter +110,00 +Erlös +gemessen +gering +2 +20\\.09\\.2026");
    }

    @Test
    void itIsOfEverybody() {
        OptimizerReport report = new OptimizerReport(warehouse(rows -> {}).home(), SmallWarehouse.CLOCK);

        assertThat(report.problems(UsageFilter.none())).isEmpty();
        assertThat(report.problems(UsageFilter.parse(List.of("team=red"))))
                .containsExactly(
                        "The optimizer report is of everybody; it cannot be filtered by team=red. Leave the filter out.");
    }

    private SmallWarehouse warehouse(SmallWarehouse.Filling filling) {
        SmallWarehouse warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                    .days("2026-09-01", "2026-09-30", "loaded", true);
            filling.fill(rows);
        });
        return warehouse;
    }

    private static RenderedReport render(SmallWarehouse warehouse, Locale language, Set<Format> formats) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new OptimizerReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    UsageFilter.none(),
                                    formats,
                                    language));
        }
    }

    /** Lines that follow each other are one, so that sentences are found wherever they are broken. */
    private static String text(RenderedReport report) throws IOException {
        Path file = report.files().stream()
                .filter(candidate -> candidate.toString().endsWith(".pdf"))
                .findFirst()
                .orElseThrow();
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\R", " ").replaceAll(" {2,}", " ");
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

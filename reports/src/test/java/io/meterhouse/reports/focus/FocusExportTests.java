package io.meterhouse.reports.focus;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.exports.ExportFormat;
import io.meterhouse.reports.exports.ExportRequest;
import io.meterhouse.reports.exports.Exported;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file a month and format, which other programs read, with what the rules found beside them. */
class FocusExportTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-08-01", "2026-09-30", "loaded", true)
                .usage("2026-08-31", "ann", "=1+1", "gpt", "openai", 10, "2.5")
                .usage("2026-09-03", "ann", "=1+1", "gpt", "openai", 1, "3.285")
                .tokens("2026-09-03", 1_000_000, 200_000, 100_000, 50_000)
                .listPrice("2026-09-03", "0.000003", "0.000015", "0.0000003", "0.00000375")
                .altered(
                        "insert into star.dim_provider_account values ('openai', date '0001-01-01', date '2026-09-01', "
                                + "'OpenAI', 'OpenAI', 'OpenAI', 'org-1', null, 'OpenAI API', null, null, 2)"));
    }

    @Test
    void eachMonthIsAFileOfEachFormatWithWhatTheRulesFound() {
        Exported exported = export("2026-08-15", "2026-09-30", Set.of(ExportFormat.CSV, ExportFormat.PARQUET));

        assertThat(exported.folder())
                .isEqualTo(warehouse.home().reports().resolve("focus/2026-08-15_2026-09-30/everyone/v1"));
        assertThat(exported.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "focus_2026-08.parquet",
                        "focus_2026-08.csv",
                        "focus_2026-09.parquet",
                        "focus_2026-09.csv",
                        "focus_checks.json");
        assertThat(exported.problems()).isEmpty();
        assertThat(exported.remarks())
                .containsExactly(
                        "Providers without a line in config/providers.csv are named by their own id: openai. Add them, and let a run publish them.");
        JsonNode checks = JsonMapper.shared().readTree(exported.folder().resolve("focus_checks.json"));
        assertThat(checks.path("broken_rule_count").asInt()).isZero();
        assertThat(checks.path("rule_count").asInt()).isEqualTo(17);
        assertThat(checks.path("meaning").asString()).contains("no proof of conformance");
        assertThat(checks.path("months").path(0).path("from").asString()).isEqualTo("2026-08-15");
        assertThat(checks.path("months").path(1).path("rules").size()).isEqualTo(17);
        JsonNode manifest = JsonMapper.shared().readTree(exported.folder().resolve("manifest.json"));
        assertThat(manifest.path("snapshot_id").asString()).isEqualTo("snapshot-42");
        assertThat(manifest.path("files").size()).isEqualTo(5);
    }

    @Test
    void theCsvHasPlainNumbersTimesInUtcNothingForNullAndNoFormula() throws IOException {
        Exported exported = export("2026-09-01", "2026-09-30", Set.of(ExportFormat.CSV));

        assertThat(exported.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("focus_2026-09.csv", "focus_checks.json");
        List<Map<String, String>> rows = csv(exported.files().get(0));
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).keySet())
                .hasSize(55)
                .startsWith("BilledCost", "BillingAccountId")
                .endsWith("x_IsFinal");
        Map<String, String> input = rows.stream()
                .filter(row -> row.get("SkuMeter").equals("Input Tokens"))
                .findFirst()
                .orElseThrow();
        assertThat(input)
                .containsEntry("BilledCost", "2.100000000000")
                .containsEntry("ConsumedQuantity", "700000")
                .containsEntry("ListUnitPrice", "3.000000")
                .containsEntry("ChargePeriodStart", "2026-09-03T00:00:00Z")
                .containsEntry("BillingPeriodEnd", "2026-10-01T00:00:00Z")
                .containsEntry("ChargeClass", "")
                .containsEntry("RegionId", "")
                .containsEntry("SubAccountId", "'=1+1")
                .containsEntry("ServiceProviderName", "openai")
                .containsEntry("x_ProviderNameSource", "provider_id")
                .containsEntry("SkuPriceDetails", "{\"x_ModelId\":\"gpt\",\"x_TokenDirection\":\"Input\"}");
        assertThat(rows.stream().filter(row -> row.get("ChargeClass").equals("null")))
                .isEmpty();
    }

    @Test
    void aSecondExportIsAVersionOfItsOwnAndAMonthWithoutUsageIsAFileWithoutRows() throws IOException {
        export("2026-07-01", "2026-07-31", Set.of(ExportFormat.CSV));
        Exported second = export("2026-07-01", "2026-07-31", Set.of(ExportFormat.CSV));

        assertThat(second.folder()).hasFileName("v2");
        assertThat(csv(second.files().get(0))).isEmpty();
        assertThat(second.problems()).isEmpty();
        assertThat(Files.list(second.folder().getParent()))
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder("v1", "v2");
    }

    private Exported export(String from, String to, Set<ExportFormat> formats) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new FocusExport(warehouse.home(), SmallWarehouse.CLOCK)
                    .write(snapshot, new ExportRequest(LocalDate.parse(from), LocalDate.parse(to), formats));
        }
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                file,
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.stream().map(CSVRecord::toMap).toList();
        }
    }
}

package io.meterhouse.reports.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One table in every format: the same values, each as the format's readers take them. */
class WrittenFilesTests {

    private static final List<Column> COLUMNS = List.of(
            column("user_name", Kind.TEXT),
            column("request_count", Kind.COUNT),
            column("spend_usd", Kind.MONEY),
            column("spend_share", Kind.SHARE),
            column("usage_date", Kind.DAY),
            column("last_at", Kind.MOMENT),
            column("is_final", Kind.FLAG));

    @TempDir
    Path folder;

    @Test
    void csvIsPlainAndHarmless() throws IOException {
        Path file = folder.resolve("users.csv");

        CsvFile.write(users(0), ByteOrderMark.OFF, file);

        assertThat(Files.readString(file))
                .isEqualTo("H user_name,H request_count,H spend_usd,H spend_share,H usage_date,H last_at,H is_final\r\n"
                        + "'=1+1,1234567,0.1000,0.25,2026-09-30,2026-09-30 23:59:59.5,true\r\n"
                        + "\"Zoë, \"\"王\"\"\",0,1234567.000000000001,,2026-09-01,2026-09-01 00:00:00,false\r\n"
                        + ",,,,,,\r\n");
    }

    @Test
    void csvForExcelBeginsWithItsMark() throws IOException {
        Path file = folder.resolve("users.csv");

        CsvFile.write(users(0), ByteOrderMark.ON, file);

        assertThat(Files.readAllBytes(file)).startsWith(0xEF, 0xBB, 0xBF, 'H');
    }

    @Test
    void jsonSaysWhatItIsOfAndWhatItLeavesOut() throws IOException {
        Path file = folder.resolve("report.json");

        JsonFile.write(document(users(7)), List.of("team=red"), file);

        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(json.propertyNames())
                .containsExactly(
                        "exportedAt",
                        "type",
                        "filters",
                        "period",
                        "finality",
                        "snapshot",
                        "run",
                        "status",
                        "recordCount",
                        "truncated",
                        "data");
        assertThat(json.path("exportedAt").asString()).isEqualTo("2026-10-01T03:00:07Z");
        assertThat(json.path("type").asString()).isEqualTo("finance");
        assertThat(json.path("filters").toString()).isEqualTo("[\"team=red\"]");
        assertThat(json.path("period").toString())
                .isEqualTo("{\"from\":\"2026-09-01\",\"to\":\"2026-09-30\",\"zone\":\"UTC\"}");
        assertThat(json.path("finality").asString()).isEqualTo("provisional");
        assertThat(json.path("recordCount").asInt()).isEqualTo(3);
        assertThat(json.path("truncated").toString()).isEqualTo("{\"by_user\":{\"written\":3,\"of\":10}}");
        assertThat(Files.readString(file))
                .contains(
                        "\"spend_usd\" : 1234567.000000000001", "\"request_count\" : 1234567", "\"spend_usd\" : 0.1,");
        assertThat(json.path("data").path("by_user").get(0).toString())
                .isEqualTo(
                        "{\"user_name\":\"=1+1\",\"request_count\":1234567,\"spend_usd\":0.1,\"spend_share\":0.25,\"usage_date\":\"2026-09-30\",\"last_at\":\"2026-09-30T23:59:59.500\",\"is_final\":true}");
        assertThat(json.path("data").path("by_user").get(2).path("user_name").isNull())
                .isTrue();
    }

    @Test
    void aWorkbookHasFiguresAsFiguresAndTextAsText() throws IOException {
        Path file = folder.resolve("report.xlsx");

        SpreadsheetFile.write(document(users(7)), List.of(), file);

        Map<String, String> cells = WorkbookCells.of(file);
        assertThat(cells)
                .containsEntry("Report!A1", "Bericht")
                .containsEntry("Report!B3", "VORLÄUFIG")
                .containsEntry("Report!B4", "1.–30. September 2026")
                .containsEntry("Report!B10", "Nur 3 von 10")
                .containsEntry("Report!A13", "by_user")
                .containsEntry("Report!C13", "3")
                .containsEntry("Report!D13", "marts.usage_by_user()")
                .containsEntry("by_user!A1", "H user_name")
                .containsEntry("by_user!A2", "=1+1")
                .containsEntry("by_user!B2", "1234567")
                .containsEntry("by_user!C2", "0.1")
                .containsEntry("by_user!E2", "46295.0")
                .containsEntry("by_user!G2", "1")
                .containsEntry("by_user!A3", "Zoë, \"王\"")
                .containsEntry("by_user!C3", "1234567.000000000001")
                .doesNotContainKey("by_user!A4");
        String sheet = WorkbookCells.entry(file, "xl/worksheets/sheet2.xml");
        assertThat(sheet)
                .contains("state=\"frozen\"", "<autoFilter ref=\"A1:G4\"")
                .doesNotContain("<f>");
        assertThat(WorkbookCells.entry(file, "xl/styles.xml")).contains("yyyy-mm-dd", "#,##0", "0.0%");
    }

    @Test
    void textLongerThanACellIsCutAndTheCoverSaysSo() throws IOException {
        Path file = folder.resolve("report.xlsx");
        Table table = new Table(
                "notes",
                "Notes",
                "marts.notes()",
                List.of(column("note", Kind.TEXT)),
                List.of(line("x".repeat(32_768)), line("y".repeat(32_767))),
                10,
                null,
                "");

        SpreadsheetFile.write(document(table), List.of(), file);

        Map<String, String> cells = WorkbookCells.of(file);
        assertThat(cells.get("notes!A2")).hasSize(32_767).endsWith("x…");
        assertThat(cells.get("notes!A3")).hasSize(32_767).endsWith("y");
        assertThat(cells)
                .containsEntry(
                        "Report!A15",
                        "1 Text ist länger, als eine Zelle sein kann, und wurde gekürzt; die CSV-Dateien enthalten ihn ganz.");
    }

    @Test
    void namesOfSheetsAreSafeAndOfOneWorkbookAllDifferent() {
        SheetNames names = new SheetNames();

        assertThat(names.give("by_user")).isEqualTo("by_user");
        assertThat(names.give("BY_USER")).isEqualTo("BY_USER 2");
        assertThat(names.give("a/b\\c[d]:*?")).isEqualTo("a_b_c_d____");
        assertThat(names.give("'quoted'")).isEqualTo("_quoted_");
        assertThat(names.give("History")).isEqualTo("History 2");
        assertThat(names.give("x".repeat(40))).hasSize(31);
        assertThat(names.give("x".repeat(50))).hasSize(31).endsWith("x 2");
    }

    @Test
    void theSameDocumentIsTheSameFileAgain() throws IOException {
        for (String ending : List.of("1", "2")) {
            SpreadsheetFile.write(document(users(0)), List.of(), folder.resolve(ending + ".xlsx"));
            JsonFile.write(document(users(0)), List.of(), folder.resolve(ending + ".json"));
        }

        assertThat(folder.resolve("1.json")).hasSameBinaryContentAs(folder.resolve("2.json"));
        assertThat(WorkbookCells.of(folder.resolve("1.xlsx"))).isEqualTo(WorkbookCells.of(folder.resolve("2.xlsx")));
    }

    private static Table users(long omitted) {
        return new Table(
                "by_user",
                "Usage by user",
                "marts.usage_by_user()",
                COLUMNS,
                List.of(
                        line(
                                "=1+1",
                                1_234_567L,
                                new BigDecimal("0.1"),
                                new BigDecimal("0.25"),
                                LocalDate.parse("2026-09-30"),
                                LocalDateTime.parse("2026-09-30T23:59:59.5"),
                                true),
                        line(
                                "Zoë, \"王\"",
                                0L,
                                new BigDecimal("1234567.000000000001"),
                                null,
                                LocalDate.parse("2026-09-01"),
                                LocalDateTime.parse("2026-09-01T00:00"),
                                false),
                        line(null, null, null, null, null, null, null)),
                10,
                null,
                "Nothing",
                omitted);
    }

    private static Line line(@Nullable Object... cells) {
        return new Line(Arrays.asList(cells));
    }

    private static Column column(String name, Kind kind) {
        return new Column(name, "H " + name, name, kind, Column.Place.PRINTED);
    }

    private static Document document(Table table) {
        return new Document(
                new Masthead(
                        "finance",
                        "Bericht",
                        LocalDate.parse("2026-09-01"),
                        LocalDate.parse("2026-09-30"),
                        "Gesamte Nutzung",
                        Masthead.Finality.PROVISIONAL,
                        List.of(new Remark(Remark.Weight.WARNING, "Nur 3 von 10")),
                        "snapshot-42",
                        "run-42",
                        Instant.parse("2026-10-01T03:00:07Z"),
                        Locale.GERMAN),
                List.of(table));
    }
}

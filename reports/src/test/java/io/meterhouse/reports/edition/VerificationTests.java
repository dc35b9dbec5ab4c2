package io.meterhouse.reports.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.Report;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.reports.operations.OperationsReport;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A report that was sent can be proved from its own folder, when neither snapshot nor warehouse is there any more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTests {

    private static final String NAME = "finance_2026-09-01_2026-09-30";

    @TempDir
    static Path folder;

    private SmallWarehouse warehouse;
    private Path sent;

    @BeforeAll
    void render() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-09-01", "2026-09-30", "loaded", true)
                .logDays("2026-09-01", "2026-09-30", "loaded")
                .usage("2026-09-15", "zoë", "red", "gpt", "openai", 3, "1.25")
                .usage("2026-09-16", "ada", "blue", "gpt", "openai", 4, "2.5")
                .requests("access-log", "2026-09-01T08:00:00 u1 /llm/chat/completions 200 100"));
        sent = edition(new FinanceReport(warehouse.home(), SmallWarehouse.CLOCK), UsageFilter.none(), Locale.ENGLISH);
    }

    @Test
    void everyReportIsTheSameMadeAgainElsewhere() throws IOException {
        FileShape shape = new FileShape(1, ByteOrderMark.ON);
        List<Path> editions = List.of(
                sent,
                edition(
                        new FinanceReport(warehouse.home(), SmallWarehouse.CLOCK, shape),
                        UsageFilter.parse(List.of("user=zoë")),
                        Locale.GERMAN),
                edition(
                        new OperationsReport(warehouse.home(), SmallWarehouse.CLOCK, shape),
                        UsageFilter.none(),
                        Locale.GERMAN));

        for (Path edition : editions) {
            assertThat(Verification.of(copy(edition), List.of(FinanceReport.content(), OperationsReport.content()))
                            .differences())
                    .isEmpty();
        }
    }

    @Test
    void aChangedFigureIsNamed() throws IOException {
        Path edition = copy(sent);
        replace(edition.resolve(NAME + "_by_user.csv"), "2.5000", "9.5000");
        replace(edition.resolve(NAME + ".json"), "\"request_count\" : 3", "\"request_count\" : 33");
        Path workbook = edition.resolve(NAME + ".xlsx");
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + workbook.toUri()), Map.of())) {
            replace(zip.getPath("xl/worksheets/sheet2.xml"), "<v>2.5", "<v>7.5");
        }

        assertThat(Verification.of(edition, List.of(FinanceReport.content(), OperationsReport.content()))
                        .differences())
                .contains(
                        NAME + "_by_user.csv was changed: its checksum is not that of the manifest.",
                        NAME + ".xlsx was changed: its checksum is not that of the manifest.",
                        NAME + ".json was changed: its checksum is not that of the manifest.")
                .anyMatch(
                        told -> told.matches(
                                ".*_by_user\\.csv, line 2: it says 'ada,.*9\\.5000.*'; the kept rows give 'ada,.*2\\.5000.*'\\."))
                .anyMatch(told ->
                        told.matches(".*\\.xlsx, by_user!H2: it says '7\\.5.*'; the kept rows give '2\\.5.*'\\."))
                .anyMatch(told ->
                        told.matches(".*\\.json, line \\d+: it says '.*33,?'; the kept rows give '.*: 3,?'\\."));
    }

    @Test
    void aPageThatSaysSomethingElseIsNamed() throws IOException {
        Path edition = copy(sent);
        Path other = edition(
                new FinanceReport(warehouse.home(), SmallWarehouse.CLOCK),
                UsageFilter.parse(List.of("user=zoë")),
                Locale.ENGLISH);
        Files.copy(other.resolve(NAME + ".pdf"), edition.resolve(NAME + ".pdf"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(Verification.of(edition, List.of(FinanceReport.content(), OperationsReport.content()))
                        .differences())
                .contains(NAME + ".pdf was changed: its checksum is not that of the manifest.")
                .anyMatch(told -> told.startsWith(NAME + ".pdf, page 1 line ") && told.contains("zoë"));
    }

    @Test
    void rowsThatWereTouchedProveNothing() throws IOException {
        Path edition = copy(sent);
        Files.writeString(edition.resolve("rows/total.parquet"), "no rows");

        assertThat(Verification.of(edition, List.of(FinanceReport.content(), OperationsReport.content()))
                        .differences())
                .hasSize(2)
                .startsWith("rows/total.parquet was changed: its checksum is not that of the manifest.")
                .last()
                .asString()
                .startsWith("The kept rows cannot be read: ");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path edition = copy(sent);
        Files.delete(edition.resolve(NAME + "_by_day.csv"));

        assertThat(Verification.of(edition, List.of(FinanceReport.content(), OperationsReport.content()))
                        .differences())
                .containsExactly(NAME + "_by_day.csv is missing.");
    }

    @Test
    void aFolderThatIsNoEditionIsRefused() {
        assertThatThrownBy(() -> Verification.of(folder, List.of(FinanceReport.content(), OperationsReport.content())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("manifest.json cannot be read")
                .hasMessageContaining("Give the folder of one edition");
    }

    private Path edition(Report report, UsageFilter filter, Locale language) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return report.render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    filter,
                                    EnumSet.allOf(Format.class),
                                    language))
                    .folder();
        }
    }

    /** Where there is no home. */
    private static Path copy(Path edition) throws IOException {
        Path copy = Files.createTempDirectory(folder, "mailed");
        try (Stream<Path> files = Files.walk(edition)) {
            for (Path file : files.toList()) {
                if (!file.equals(edition)) {
                    Files.copy(file, copy.resolve(edition.relativize(file).toString()));
                }
            }
        }
        return copy;
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(before), after));
    }
}

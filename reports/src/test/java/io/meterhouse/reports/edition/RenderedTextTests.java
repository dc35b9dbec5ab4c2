package io.meterhouse.reports.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderedTextTests {

    private static final String NAME = "zoë.ångström-o'weiß";

    @TempDir
    Path folder;

    @Test
    void namesAreFoundInDocumentsAndInTables() throws IOException {
        SmallWarehouse warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-15", NAME, "red", "gpt", "openai", 10, "1")
                .snapshot("S-1", "R-1", "2026-10-01 02:59:00"));
        RenderedReport report;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            report = new FinanceReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    UsageFilter.none(),
                                    EnumSet.allOf(Format.class)));
        }

        Set<Path> naming = new TreeSet<>(Set.of(report.folder().resolve("rows")));
        report.files().stream()
                .filter(file ->
                        !file.toString().endsWith(".csv") || file.toString().contains("by_user"))
                .forEach(naming::add);
        assertThat(naming).hasSize(5);
        for (Path file : naming) {
            assertThat(RenderedText.holds(file, text -> text.contains(NAME)))
                    .as(file.toString())
                    .isTrue();
            assertThat(RenderedText.holds(file, text -> text.contains("somebody.else")))
                    .isFalse();
        }
    }

    @Test
    void namesAreFoundInCompressedFolders() throws IOException {
        Path book = folder.resolve("book.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(book))) {
            zip.putNextEntry(new ZipEntry("first.xml"));
            zip.putNextEntry(new ZipEntry("second.xml"));
            zip.write(NAME.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(RenderedText.holds(book, text -> text.contains(NAME))).isTrue();
    }
}

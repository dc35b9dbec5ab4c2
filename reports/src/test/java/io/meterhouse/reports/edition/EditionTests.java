package io.meterhouse.reports.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditionTests {

    private static final Document DOCUMENT = new Document(
            new Masthead(
                    "finance",
                    "AI usage cost report",
                    LocalDate.parse("2026-09-01"),
                    LocalDate.parse("2026-09-30"),
                    "All usage",
                    Masthead.Finality.FINAL,
                    List.of(),
                    "unknown",
                    "unknown",
                    Instant.EPOCH,
                    Locale.ENGLISH),
            List.of());

    @TempDir
    Path folder;

    @Test
    void editionsMadeAtTheSameTimeEachGetANumber() {
        List<String> versions = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i ->
                        edition("text " + i, UsageFilter.none()).getFileName().toString())
                .toList();

        assertThat(versions).containsExactlyInAnyOrder("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8");
    }

    @Test
    void anEditionThatWasNotCompletedLeavesNothing() throws IOException {
        try (Edition edition = Edition.begin(new WarehouseHome(folder), "finance", request(UsageFilter.none()))) {
            Files.writeString(edition.file(".pdf"), "half");
        }

        assertThat(folder.resolve("reports/finance/2026-09-01_2026-09-30/everyone"))
                .isEmptyDirectory();
    }

    @Test
    void theRowsOfAnEditionThatWasNotCompletedGoToo() throws IOException {
        try (Edition edition = Edition.begin(new WarehouseHome(folder), "finance", request(UsageFilter.none()))) {
            Files.writeString(
                    Files.createDirectories(edition.draft().resolve("rows")).resolve("total.parquet"), "half");
        }

        assertThat(folder.resolve("reports/finance/2026-09-01_2026-09-30/everyone"))
                .isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Path audience = folder.resolve("reports/finance/2026-09-01_2026-09-30/everyone");
        // No system gives a process a number this high.
        Path abandoned = Files.createDirectories(audience.resolve(".draft-461168601842738790-1"));
        Files.writeString(abandoned.resolve("finance_2026-09-01_2026-09-30.pdf"), "half");
        Path ofAnotherNight = Files.createDirectories(
                folder.resolve("reports/finance/2026-09-01_2026-09-29/everyone/.draft-461168601842738790-1"));

        edition("text", UsageFilter.none());

        assertThat(ofAnotherNight).doesNotExist();

        try (Stream<Path> kept = Files.list(audience)) {
            assertThat(kept).containsExactly(audience.resolve("v1"));
        }
    }

    @Test
    void aFolderThatOnlyLooksLikeADraftIsLeftAlone() throws IOException {
        Path audience = folder.resolve("reports/finance/2026-09-01_2026-09-30/everyone");
        Files.createDirectories(audience.resolve(".draft-x"));
        Files.createDirectories(audience.resolve(".draft-99999999999999999999-1"));

        assertThat(edition("text", UsageFilter.none())).isEqualTo(audience.resolve("v1"));
        assertThat(audience.resolve(".draft-x")).isDirectory();
    }

    @Test
    void filtersThatLookAlikeToAFileSystemAreKeptApart() {
        List<String> audiences = IntStream.of('Ö', 'Ü')
                .mapToObj(letter -> UsageFilter.parse(List.of("team=../" + Character.toString(letter))))
                .map(filter -> edition("text", filter).getParent().getFileName().toString())
                .toList();

        assertThat(audiences).doesNotHaveDuplicates().allMatch(name -> name.matches("team-[0-9a-f]{8}"));
    }

    private Path edition(String content, UsageFilter filter) {
        try (Edition edition = Edition.begin(new WarehouseHome(folder), "finance", request(filter))) {
            Files.writeString(edition.file(".csv"), content);
            return edition.complete(DOCUMENT, FileShape.defaults()).folder();
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    private static ReportRequest request(UsageFilter filter) {
        return new ReportRequest(
                LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"), filter, Set.of(Format.CSV));
    }
}

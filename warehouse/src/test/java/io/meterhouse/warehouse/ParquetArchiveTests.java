package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows leave the warehouse for a file per table and month, and every answer that the roll-up gives stays what it was. */
class ParquetArchiveTests {

    private static final LocalDate KEPT_FROM = LocalDate.of(2026, 9, 3);

    @TempDir
    Path folder;

    private SmallWarehouse small;
    private Warehouse warehouse;
    private Path archive;

    @BeforeEach
    void fill() {
        small = new SmallWarehouse(folder.resolve("home"));
        warehouse = new Warehouse(small.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        archive = folder.resolve("archive");
        small.fill(rows -> rows.logDays("2026-08-30", "2026-09-05", "loaded")
                .requests(
                        "access-log",
                        "2026-08-30T10:00:00 ada@example.org /llm/call 200 100",
                        "2026-08-31T11:00:00 ada@example.org /llm/call 500 200",
                        "2026-09-01T12:00:00 bob@example.org /llm/call 200 300",
                        "2026-09-02T13:00:00 - /rag/search 404 400",
                        "2026-09-03T00:00:00 - /rag/search 200 500",
                        "2026-09-05T15:00:00 bob@example.org /llm/call 200 600"));
    }

    @Test
    void eachMonthIsAFileOfItsOwnWithTheNamesThatTheKeysStandFor() throws IOException {
        try (Lease lease = warehouse.lease("test")) {
            assertThat(lease.writer().expired("fact_request", KEPT_FROM))
                    .isEqualTo(new ExpiredRows(4, 4, LocalDate.of(2026, 8, 30), LocalDate.of(2026, 9, 2)));
            assertThat(lease.writer().archive("fact_request", KEPT_FROM, archive))
                    .isEqualTo(4);
            assertThat(read(lease.writer(), "fact_request/2026-08.parquet"))
                    .containsExactly(
                            "2026-08-30 ada@example.org llm /llm/call 200 100.000",
                            "2026-08-31 ada@example.org llm /llm/call 500 200.000");
            assertThat(read(lease.writer(), "fact_request/2026-09.parquet"))
                    .containsExactly(
                            "2026-09-01 bob@example.org llm /llm/call 200 300.000",
                            "2026-09-02 (anonymous) rag /rag/search 404 400.000");
        }
        try (Stream<Path> files = Files.walk(archive)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
        assertThat(Files.getPosixFilePermissions(archive)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aMonthThatComesInPiecesAndOnceMoreEndsInOneFile() {
        try (Lease lease = warehouse.lease("test")) {
            WarehouseWriter writer = lease.writer();
            LocalDate first = LocalDate.of(2026, 9, 2);
            writer.archive("fact_request", first, archive);
            writer.archive("fact_request", first, archive);
            writer.run("retention/requests", Map.of("kept_from", first.toString()));
            writer.archive("fact_request", KEPT_FROM, archive);

            assertThat(read(writer, "fact_request/2026-09.parquet"))
                    .containsExactly(
                            "2026-09-01 bob@example.org llm /llm/call 200 300.000",
                            "2026-09-02 (anonymous) rag /rag/search 404 400.000");
        }
    }

    @Test
    void whatIsReadOfADayAfterItWasArchivedIsAddedToIt() {
        try (Lease lease = warehouse.lease("test")) {
            lease.writer().archive("fact_request", KEPT_FROM, archive);
        }
        small.fill(rows -> rows.retained("requests", "2026-09-03")
                .requests("access-log", "2026-09-01T09:00:00 ada@example.org /llm/call 200 150")
                .altered("update star.fact_request set source_file_key = 7 where requested_at < date '2026-09-03'"));

        try (Lease lease = warehouse.lease("test")) {
            lease.writer().archive("fact_request", KEPT_FROM, archive);
            lease.writer().archive("fact_request", KEPT_FROM, archive);

            assertThat(read(lease.writer(), "fact_request/2026-09.parquet"))
                    .containsExactly(
                            "2026-09-01 ada@example.org llm /llm/call 200 150.000",
                            "2026-09-01 bob@example.org llm /llm/call 200 300.000",
                            "2026-09-02 (anonymous) rag /rag/search 404 400.000");
        }
    }

    @Test
    void everyTableCanBeArchivedAlsoWhenNothingIsInIt() throws IOException {
        try (Lease lease = warehouse.lease("test")) {
            for (String table : List.of(
                    "fact_request_hourly",
                    "fact_usage_daily",
                    "fact_usage_breakdown_daily",
                    "fact_usage_feed_daily",
                    "fact_audit_event",
                    "reconciliation",
                    "reject",
                    "quality_result")) {
                assertThat(lease.writer().archive(table, KEPT_FROM, archive))
                        .as(table)
                        .isEqualTo(table.equals("fact_request_hourly") ? 4 : 0);
            }
        }
        assertThat(archive.resolve("fact_usage_daily")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(archive, "a file");
        try (Lease lease = warehouse.lease("test")) {
            assertThatThrownBy(() -> lease.writer().archive("fact_request", KEPT_FROM, archive))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith("Cannot archive fact_request of 2026-08 in " + archive)
                    .hasMessageContaining("Nothing of it was deleted");
        }
    }

    @Test
    void everyAnswerOfTheRollUpStaysWhatItWasAndPercentilesAreKnownWhereAllAreKept() {
        List<String> before = hourly();
        String percentiles =
                "service_id, p50_duration_ms, percentiles_from from marts.service_usage(date '2026-08-30', date '2026-09-05') order by 1";
        assertThat(small.answers(percentiles)).containsExactly("llm | 250.0 | 2026-08-30", "rag | 450.0 | 2026-08-30");

        small.fill(rows -> rows.retained("requests", "2026-09-03"));

        assertThat(hourly()).isEqualTo(before);
        assertThat(small.answers(percentiles)).containsExactly("llm | null | 2026-09-03", "rag | null | 2026-09-03");
        try (Lease lease = warehouse.lease("test")) {
            assertThat(QualityCheck.all().stream()
                            .filter(check -> check.name().startsWith("fact_request"))
                            .map(lease.writer()::check)
                            .filter(QualityCheck.Result::blocks)
                            .map(result -> result.check().name()))
                    .isEmpty();
        }
    }

    @Test
    void aDayBeforeTheKeptRangeIsNeitherLoadedNorMissing() {
        small.fill(rows -> rows.retained("request_hours", "2026-09-03"));

        assertThat(
                        small.answers(
                                "day_count, loaded_day_count, missing_day_count, expired_day_count from marts.request_coverage(date '2026-08-29', date '2026-09-05')"))
                .containsExactly("8 | 3 | 1 | 4");
    }

    private List<String> hourly() {
        List<String> answers = new java.util.ArrayList<>();
        String range = "(date '2026-08-30', date '2026-09-05')";
        answers.addAll(
                small.answers("service_id, request_count, success_rate, mean_duration_ms from marts.service_usage"
                        + range + " order by all"));
        answers.addAll(small.answers(
                "usage_date, endpoint_path, request_count, user_count, server_error_count, response_bytes from marts.endpoint_usage_by_day"
                        + range + " order by all"));
        answers.addAll(small.answers("* from marts.peak_hours" + range + " order by all"));
        answers.addAll(small.answers("* from marts.peak_weekdays" + range + " order by all"));
        answers.addAll(small.answers("* from marts.usage_heatmap" + range + " order by all"));
        return answers;
    }

    private List<String> read(WarehouseWriter writer, String file) {
        return writer.query(
                "select concat_ws(' ', archived_date, user_id, service_id, endpoint_path, status, duration_ms) as line from read_parquet('%s') order by line"
                        .formatted(archive.resolve(file)),
                row -> row.text("line"));
    }
}

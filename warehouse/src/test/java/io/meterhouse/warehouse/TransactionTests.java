package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half a transaction is never committed, whatever ends it. */
class TransactionTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void workThatEndsInAnErrorLeavesNothingAndTheWriterGoesOn() {
        try (Lease lease = warehouse(CLOCK).lease("test")) {
            WarehouseWriter writer = lease.writer();
            assertThatThrownBy(() -> writer.inTransaction(() -> {
                        record(writer, "S-1");
                        throw new OutOfMemoryError("on purpose");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);

            assertThat(snapshots(writer)).isZero();
            record(writer, "S-2");
            assertThat(snapshots(writer)).isEqualTo(1);
        }
    }

    @Test
    void aScriptReadsTheValuesOfItsRunWhateverRanBeforeAndWasTakenBack() {
        try (Lease lease = warehouse(CLOCK).lease("test")) {
            WarehouseWriter writer = lease.writer();
            record(writer, "S-1");
            writer.withoutTrace(() -> {
                record(writer, "S-2");
                return writer;
            });
            record(writer, "S-2");
            record(writer, "S-3");

            assertThat(writer.query(
                            "select snapshot_id from ops.snapshot order by snapshot_id",
                            row -> row.text("snapshot_id")))
                    .containsExactly("S-1", "S-2", "S-3");
        }
    }

    @Test
    void aMigrationThatEndsInAnErrorLeavesNothingAndIsAppliedTheNextTime() throws SQLException {
        try (Lease lease = warehouse(new BrokenClock()).lease("test")) {
            assertThatThrownBy(lease::writer).isInstanceOf(AssertionError.class);
        }
        Path file = new WarehouseHome(folder).warehouseFile();
        assertThat(Files.exists(file)).isTrue();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            assertThat(Migrations.versionOf(connection)).isZero();
            assertThat(Queries.query(
                            connection, "select table_name as name from duckdb_tables()", row -> row.text("name")))
                    .isEmpty();
        }

        try (Lease lease = warehouse(CLOCK).lease("test")) {
            assertThat(snapshots(lease.writer())).isZero();
        }
    }

    @Test
    void aConnectionThatCannotRollBackIsUsedNoMore() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        AssertionError failure = new AssertionError("on purpose");

        assertThatThrownBy(() -> Transaction.of(connection, () -> {
                    connection.createStatement().execute("rollback");
                    throw failure;
                }))
                .isSameAs(failure)
                .hasSuppressedException(failure.getSuppressed()[0]);
        assertThat(connection.isClosed()).isTrue();
    }

    private static void record(WarehouseWriter writer, String snapshotId) {
        writer.recordSnapshot(snapshotId, "R-1", CLOCK.instant());
    }

    private static long snapshots(WarehouseWriter writer) {
        return writer.query("select count(*) as n from ops.snapshot", row -> row.count("n"))
                .get(0);
    }

    private Warehouse warehouse(Clock clock) {
        return new Warehouse(new WarehouseHome(folder), WarehouseProperties.defaults(), clock);
    }

    /** Tells the time of a lease, and breaks where the schema's version is written. */
    private static final class BrokenClock extends Clock {
        private boolean isAsked;

        @Override
        public Instant instant() {
            if (isAsked) {
                throw new AssertionError("on purpose");
            }
            isAsked = true;
            return CLOCK.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

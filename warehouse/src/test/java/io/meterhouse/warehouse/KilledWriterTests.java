package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves half done the next one clears away or finishes. */
class KilledWriterTests {

    @TempDir
    Path folder;

    @Test
    void anIdThatWasNotWrittenYetIsWritten() throws IOException {
        WarehouseHome home = new WarehouseHome(folder);
        Files.createFile(home.idFile());

        assertThat(home.prepare().id()).hasSize(36).isEqualTo(home.prepare().id());
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "home-id", "landing", "warehouse", "published", "operations", "reports", "logs");
    }

    @Test
    void aPepperThatWasNotWrittenYetIsWritten() throws IOException {
        Warehouse warehouse = warehouse();
        Files.createFile(warehouse.home().pepperFile());

        assertThat(warehouse.pepper()).hasSize(64).isEqualTo(warehouse.pepper());
    }

    @Test
    void whatDidNotFitIntoMemoryIsGoneOnceTheWarehouseIsOpen() throws IOException {
        Warehouse warehouse = warehouse();
        Path spill = Files.createDirectories(warehouse.home().operations().resolve("spill"));
        Files.writeString(spill.resolve("duckdb_temp_storage_DEFAULT-0.tmp"), "rows");

        try (Lease lease = warehouse.lease("test")) {
            lease.writer();
            assertThat(spill).isEmptyDirectory();
        }
    }

    @Test
    void aSnapshotThatWasRecordedAndNotPutInItsPlaceIsForgotten() {
        Warehouse warehouse = warehouse();
        try (Lease lease = warehouse.lease("test")) {
            lease.writer().recordSnapshot("S-0", "R-0", Instant.parse("2026-10-01T02:00:00Z"));
            lease.publish("S-1", "R-1");
            lease.writer().recordSnapshot("S-2", "R-2", Instant.parse("2026-10-01T04:00:00Z"));
            lease.publish("S-3", "R-3");
        }
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(snapshot.query(
                            "select snapshot_id from ops.snapshot order by 1", row -> row.text("snapshot_id")))
                    .containsExactly("S-1", "S-3");
        }
    }

    @Test
    void aCopyThatWasBegunAndItsLogGiveWayToTheNext() throws IOException {
        Warehouse warehouse = warehouse();
        Path copy = warehouse.home().publishedFolder().resolve("meterhouse.duckdb.tmp");
        Files.writeString(copy, "half a copy");
        Files.writeString(copy.resolveSibling(copy.getFileName() + ".wal"), "half a log");

        try (Lease lease = warehouse.lease("test")) {
            lease.publish("S-1", "R-1");
        }
        assertThat(warehouse.home().publishedFolder().toFile().list()).containsExactly("meterhouse.duckdb");
    }

    private Warehouse warehouse() {
        return new Warehouse(
                PreparedHome.in(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
    }
}

package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be used is told with what to do: only a damaged one is to be moved away. */
class UnusableFileTests {

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Path file;

    @BeforeEach
    void makeAWarehouse() {
        warehouse = new Warehouse(
                PreparedHome.in(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        file = warehouse.home().warehouseFile();
        try (Lease lease = warehouse.lease("test")) {
            lease.writer();
        }
    }

    @Test
    void aFileThatAnotherProgramHoldsIsInOrderAndItsHolderIsNamed() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldFile.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("open");
            try (Lease lease = warehouse.lease("test")) {
                assertThatThrownBy(lease::writer)
                        .isInstanceOf(WarehouseException.class)
                        .hasMessage(
                                "The warehouse %s is in order, but another program, process %d, has it open. Close it and run the same command again; whoever only reads opens the published snapshot instead.",
                                file, holder.pid());
            }
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
        try (Lease lease = warehouse.lease("test")) {
            lease.writer();
        }
    }

    @Test
    void aDamagedFileIsToBeMovedAway() throws IOException {
        Files.writeString(file, "no database ".repeat(2000));

        try (Lease lease = warehouse.lease("test")) {
            assertThatThrownBy(lease::writer)
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith("Cannot open the warehouse " + file + ": ")
                    .hasMessageEndingWith(
                            "If the file is damaged, 'meterhouse restore --from-snapshot' puts the last snapshot in its place; where there is none, move it away and run 'meterhouse rebuild', which makes it again from landing.");
        }
    }

    @Test
    void aDamagedSnapshotIsReplacedByTheNextRun() throws IOException {
        Files.writeString(warehouse.home().publishedFile(), "no database ".repeat(2000));

        assertThatThrownBy(() -> warehouse.snapshot())
                .isInstanceOf(WarehouseException.class)
                .hasMessageStartingWith(
                        "Cannot read the snapshot " + warehouse.home().publishedFile() + ": ")
                .hasMessageEndingWith(
                        "The next run that publishes replaces it; 'meterhouse rebuild' does so without asking the source.");
    }

    @Test
    void aSnapshotThatCannotBePutInItsPlaceLeavesNeitherItsCopyNorItsName() throws IOException {
        Path inTheWay = Files.createDirectory(warehouse.home().publishedFile());
        Files.writeString(inTheWay.resolve("a-file"), "");

        try (Lease lease = warehouse.lease("test")) {
            assertThatThrownBy(() -> lease.publish("S-1", "R-1"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith("Cannot publish the snapshot ");
            assertThat(lease.writer().query("from ops.snapshot", row -> row.text("snapshot_id")))
                    .isEmpty();
        }
        assertThat(warehouse.home().publishedFolder().toFile().list()).containsExactly("meterhouse.duckdb");
    }

    @Test
    void readersKeepToTheConfiguredLimits() {
        Warehouse small = new Warehouse(
                warehouse.home(),
                new WarehouseProperties("256MB", 1, "1GB", "1GB"),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = small.lease("test")) {
            lease.publish("S-1", "R-1");
        }
        try (SnapshotReader reader = small.snapshot()) {
            assertThat(reader.table("select current_setting('threads'), current_setting('memory_limit')")
                            .rows())
                    .isEqualTo(List.of(List.of("1", "244.1 MiB")));
        }
    }
}

package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.SmallDisk;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A night that cannot use its home says why in one paragraph, and what was published before is still served. */
class UnusableHomeTests extends AtATerminal {

    @BeforeEach
    void configureASourceThatIsNeverAsked() {
        environment.put("METERHOUSE_LITELLM_BASEURL", "http://127.0.0.1:9");
        environment.put("METERHOUSE_LITELLM_APIKEY", "sk-any");
    }

    @Test
    void aSecondNightWaitsAsLongAsItMayAndThenSaysWhoIsAtWork() throws IOException {
        PreparedHome.in(installation.resolve("data"));
        try (Lease first = warehouse().lease("nightly")) {
            Spoken second = run("nightly", "--meterhouse.nightly.patience=200ms");

            assertThat(second.exitCode()).isEqualTo(5);
            assertThat(second.remarks())
                    .startsWith("Error: The home %s is in use: 'nightly', process %d, since "
                            .formatted(
                                    installation.resolve("data"),
                                    ProcessHandle.current().pid()));
        }
    }

    @Test
    @Tag("long")
    void aDiskWithTooLittleRoomIsToldAndNothingBegins() throws IOException {
        Spoken night = run("nightly", "--meterhouse.warehouse.free-space=900TB");

        assertThat(night.exitCode()).isEqualTo(1);
        assertThat(night.remarks())
                .contains("Error: Nothing was begun. The disk of the home %s has "
                        .formatted(installation.resolve("data")))
                .contains(" and a run needs 900,000,000 MB: ");
        assertThat(installation.resolve("data/warehouse/meterhouse.duckdb")).doesNotExist();
        assertThat(run("doctor", "--meterhouse.warehouse.free-space=900TB").answer())
                .contains("WRONG           home          The disk of the home ");
        assertThat(run("status").remarks()).contains("20261122T030000Z-nightly", "Nothing was begun.");
    }

    @Test
    void aHomeThatIsAFileIsToldInOneParagraph() throws IOException {
        Path file = Files.writeString(installation.resolve("a-file"), "");

        assertThat(run("nightly", "--meterhouse.home=" + file))
                .satisfies(night -> assertThat(night.exitCode()).isEqualTo(1))
                .satisfies(night -> assertThat(night.remarks().lines())
                        .singleElement()
                        .asString()
                        .startsWith("Error: Cannot use the home " + file + ": ")
                        .endsWith("Set meterhouse.home (or METERHOUSE_HOME) to a folder this user may write."));
    }

    @Test
    void aHomeOnADiskThatMayOnlyBeReadIsToldInOneParagraphAndItsSnapshotIsServed() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(installation.resolve("disk"), 64)) {
            Path home = disk.folder().resolve("home");
            PreparedHome.in(home);
            publishIn(home);
            disk.makeReadOnly();

            Spoken night = run("nightly", "--meterhouse.home=" + home);

            assertThat(night.exitCode()).isEqualTo(1);
            assertThat(night.remarks().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Error: Cannot use the home " + home + ": ");
            assertThat(run("sql", "select 1 as one", "--meterhouse.home=" + home)
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void aDamagedWarehouseIsToldWithWhatPutsItRightAndItsSnapshotIsServed() throws IOException {
        Path home = installation.resolve("data");
        PreparedHome.in(home);
        publishIn(home);
        Path file = home.resolve("warehouse/meterhouse.duckdb");
        Files.writeString(file, "no database ".repeat(2000));

        Spoken night = run("nightly");

        assertThat(night.exitCode()).isEqualTo(1);
        assertThat(night.remarks())
                .contains("Error: Cannot open the warehouse " + file + ": ", "If the file is damaged, ", "rebuild'");
        assertThat(run("status").exitCode()).isZero();
        assertThat(Files.readString(file)).startsWith("no database ");
    }

    private void publishIn(Path home) {
        try (Lease lease =
                new Warehouse(new WarehouseHome(home), WarehouseProperties.defaults(), clock).lease("test")) {
            lease.publish("S-1", "R-1");
        }
    }

    private Warehouse warehouse() {
        return new Warehouse(new WarehouseHome(installation.resolve("data")), WarehouseProperties.defaults(), clock);
    }
}

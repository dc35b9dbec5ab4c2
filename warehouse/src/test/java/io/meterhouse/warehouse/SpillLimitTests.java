package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit into memory goes to disk, to the configured limit. */
class SpillLimitTests {

    @TempDir
    Path folder;

    @Test
    void aLoadSpillsNoMoreThanItMay() {
        Warehouse warehouse = new Warehouse(
                PreparedHome.in(folder),
                new WarehouseProperties("128MB", 1, "10MB", "0KB"),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = warehouse.lease("test")) {
            assertThatThrownBy(
                            () -> lease.writer()
                                    .table(
                                            "create temp table mine as select uuid() as id from range(10_000_000); select count(*) from mine"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("9.5 MiB used");
        }
    }
}

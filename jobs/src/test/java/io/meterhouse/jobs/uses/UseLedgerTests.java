package io.meterhouse.jobs.uses;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken out of snapshots is in the next one. */
class UseLedgerTests {

    @TempDir
    Path folder;

    @Test
    void usesOfAllMonthsAreInTheWarehouseAndALineThatWasCutIsNot() throws IOException {
        WarehouseHome home = PreparedHome.in(folder.resolve("home"));
        UseLog log = new UseLog(home);
        log.record(new SnapshotUse(Instant.parse("2026-11-01T00:00:00Z"), "sql", "9f2c", "S-2"));
        log.record(new SnapshotUse(Instant.parse("2026-10-31T23:59:59Z"), "focus", "2026-09-01 to 2026-09-30", "S-1"));
        Files.writeString(
                home.operations().resolve("uses-2026-11.jsonl"), "{\"at\":\"2026-11-0", StandardOpenOption.APPEND);
        LocalDate day = LocalDate.parse("2026-11-01");
        RunRequest request = RunRequest.of(RunCommand.NIGHTLY, day, day, RunRequest.Selection.DUE);

        try (Lease lease = new Warehouse(home, WarehouseProperties.defaults(), Clock.systemUTC()).lease("test")) {
            new UseLedger(home).prepare(request, lease.writer());
            new UseLedger(home).prepare(request, lease.writer());

            assertThat(lease.writer()
                            .query(
                                    "select concat_ws(' | ', used_at, command, subject, snapshot_id) as line from ops.snapshot_use order by used_at",
                                    row -> row.text("line")))
                    .containsExactly(
                            "2026-10-31 23:59:59 | focus | 2026-09-01 to 2026-09-30 | S-1",
                            "2026-11-01 00:00:00 | sql | 9f2c | S-2");
        }
    }

    @Test
    void whoMayOnlyReadIsNotKeptFromIt() throws IOException {
        WarehouseHome home = new WarehouseHome(folder.resolve("home")).prepare();
        Files.createDirectory(home.operations().resolve("uses-2026-11.jsonl"));

        new UseLog(home).record(new SnapshotUse(Instant.parse("2026-11-01T00:00:00Z"), "sql", "9f2c", "S-2"));

        assertThat(home.operations().resolve("uses-2026-11.jsonl")).isEmptyDirectory();
    }
}

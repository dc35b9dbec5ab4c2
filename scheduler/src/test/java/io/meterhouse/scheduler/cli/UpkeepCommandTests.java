package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands that keep a home in order, as a person at a terminal uses them. */
class UpkeepCommandTests extends AtATerminal {

    @Test
    @Tag("long")
    void aHomeIsTrimmedBackedUpAndPutBack() throws IOException {
        Files.createDirectories(installation.resolve("logs"));
        Files.writeString(installation.resolve("logs/access.log"), line("02/Feb/2026") + line("21/Nov/2026"));
        environment.put("METERHOUSE_ACCESSLOGS_FILES", "logs/*.log");
        assertThat(run("nightly").exitCode()).isZero();

        Spoken shown = run("retention", "--dry-run");
        assertThat(shown.exitCode()).as(shown.remarks()).isZero();
        assertThat(shown.answer()).contains("requests one by one", "2026-08-24").doesNotContain("usage and cost");
        assertThat(shown.remarks()).contains("1 kind of things would be deleted in part; nothing was.");
        itIs("2026-11-22T04:00:00Z");
        Spoken trimmed =
                run("retention", "--archive", installation.resolve("archive").toString());
        assertThat(trimmed.exitCode()).as(trimmed.remarks()).isZero();
        assertThat(trimmed.remarks())
                .contains(
                        "retention: requests one by one deleted: 1 row, 1 day; kept from 2026-08-24 on.",
                        "Published snapshot S-20261122T040000Z-retention.");
        assertThat(installation.resolve("archive/fact_request/2026-02.parquet")).exists();

        Spoken backup = run("backup", installation.resolve("backup").toString());
        assertThat(backup.exitCode()).as(backup.remarks()).isZero();
        assertThat(backup.remarks()).contains("copied to " + installation.resolve("backup") + " and read back.");
        assertThat(run("restore").exitCode()).isEqualTo(2);
        assertThat(run("restore", "--from-snapshot", "backup").exitCode()).isEqualTo(2);
        Spoken inOrder = run("restore", "--from-snapshot");
        assertThat(inOrder.exitCode()).isEqualTo(2);
        assertThat(inOrder.remarks()).contains("Error: The warehouse is in order");

        Path warehouse = installation.resolve("data/warehouse/meterhouse.duckdb");
        Files.writeString(warehouse, "no database ".repeat(2000));
        itIs("2026-11-22T05:00:00Z");
        Spoken restored = run("restore", installation.resolve("backup").toString());
        assertThat(restored.exitCode()).as(restored.remarks()).isZero();
        assertThat(restored.remarks())
                .contains("which is kept as %s.damaged-20261122T050000Z.".formatted(warehouse))
                .contains("Published snapshot S-20261122T050000Z-restore.");
        Spoken left = run("sql", "select count(*) as n from star.fact_request", "--format", "csv");
        assertThat(left.answer()).isEqualTo("n\r\n1\r\n");
    }

    @Test
    void aRelativeFolderIsThatOfWhoeverTypesIt() throws IOException {
        assertThat(run("backup", "--help").answer().replaceAll("\\s+", " "))
                .contains("one without a leading slash lies in the folder you are in");
        assertThat(run("restore", "--help").answer().replaceAll("\\s+", " "))
                .contains("one without a leading slash lies in the folder you are in");
    }

    @Test
    void aRetentionWaitsForWhoeverHasTheLease() throws Exception {
        environment.put("METERHOUSE_LITELLM_BASEURL", "http://127.0.0.1:9");
        environment.put("METERHOUSE_LITELLM_APIKEY", "sk-any");
        Warehouse warehouse =
                new Warehouse(PreparedHome.in(installation.resolve("data")), WarehouseProperties.defaults(), clock);
        AtomicReference<Spoken> spoken = new AtomicReference<>();
        Thread retention = new Thread(() -> spoken.set(spokenOf("retention")));
        try (Lease night = warehouse.lease("nightly")) {
            retention.start();
            while (!isWaitingForTheLease(retention)) {
                assertThat(retention.isAlive()).as("waits: %s", spoken.get()).isTrue();
                Thread.onSpinWait();
            }
        }
        retention.join();

        assertThat(spoken.get().exitCode()).as(spoken.get().remarks()).isZero();
    }

    private Spoken spokenOf(String command) {
        try {
            return run(command, "--meterhouse.nightly.patience=1h");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isWaitingForTheLease(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith(".LeaseQueue")
                        && frame.getMethodName().equals("pause"));
    }

    @Test
    void aTimeThatIsTooShortIsRefused() throws IOException {
        Spoken refused = run("retention", "--meterhouse.retention.request-days=1");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks()).contains("meterhouse.retention.request-days is 1; it must be 30 to 36500 days");
    }

    private void itIs(String instant) {
        clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    private static String line(String day) {
        return "10.0.0.1 - - [%s:10:00:00 +0000] \"GET /v1/models HTTP/1.1\" 200 12 \"-\" \"curl/8\"\n".formatted(day);
    }
}

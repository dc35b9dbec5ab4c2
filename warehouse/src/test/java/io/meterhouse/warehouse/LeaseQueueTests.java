package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes when several want to. */
class LeaseQueueTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Warehouse warehouse() {
        return new Warehouse(
                new WarehouseHome(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void withoutPatienceASecondWriterIsToldWhoWritesSinceWhen() {
        try (Lease held = warehouse().lease("backfill")) {
            assertThatThrownBy(() -> warehouse().lease("nightly"))
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining("'backfill', process %d, since 2026-10-01T03:00:00Z"
                            .formatted(ProcessHandle.current().pid()));
            assertThat(warehouse().leaseHolder()).isPresent();
        }
        assertThat(warehouse().leaseHolder()).isEmpty();
        warehouse().lease("nightly").close();
    }

    @Test
    void aPatientWriterGetsTheLeaseWhenItIsReleasedAndLeavesNoMark() throws Exception {
        Lease held = warehouse().lease("backfill");
        CompletableFuture<Lease> waiting =
                CompletableFuture.supplyAsync(() -> warehouse().leaseFirst("nightly", LONG));
        Path mark = folder.resolve("operations/lease.wanted");
        while (!Files.exists(mark)) {
            Thread.onSpinWait();
        }
        held.close();

        waiting.get(30, TimeUnit.SECONDS).close();

        assertThat(mark).doesNotExist();
    }

    @Test
    void whoGoesOnLetsAWaitingWriterPassFirst() throws Exception {
        Path mark = folder.resolve("operations/lease.wanted");
        warehouse().lease("backfill").close();
        Files.writeString(mark, String.valueOf(ProcessHandle.current().pid()));
        CompletableFuture<Lease> goingOn =
                CompletableFuture.supplyAsync(() -> warehouse().lease("backfill", LONG));

        try (Lease first = warehouse().lease("nightly")) {
            assertThat(goingOn).isNotDone();
        }
        Files.delete(mark);

        goingOn.get(30, TimeUnit.SECONDS).close();
    }

    @Test
    void theMarkOfADeadProcessStopsNobody() throws Exception {
        warehouse().lease("backfill").close();
        Files.writeString(folder.resolve("operations/lease.wanted"), String.valueOf(Integer.MAX_VALUE));

        warehouse().lease("backfill", LONG).close();
    }
}

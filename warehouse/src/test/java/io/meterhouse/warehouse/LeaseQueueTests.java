package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes when several want to. */
class LeaseQueueTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** A thread for each who waits; the common pool may have a single one. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path folder;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

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
                CompletableFuture.supplyAsync(() -> warehouse().leaseFirst("nightly", LONG), threads);
        awaitMarks(1);
        held.close();

        waiting.get(30, TimeUnit.SECONDS).close();

        assertThat(marks()).isEmpty();
    }

    @Test
    void whoGetsTheLeaseTakesOnlyItsOwnMarkAway() throws Exception {
        Lease held = warehouse().lease("backfill");
        CompletableFuture<Lease> one =
                CompletableFuture.supplyAsync(() -> warehouse().leaseFirst("nightly", LONG), threads);
        CompletableFuture<Lease> other =
                CompletableFuture.supplyAsync(() -> warehouse().leaseFirst("nightly", LONG), threads);
        awaitMarks(2);
        held.close();

        CompletableFuture.anyOf(one, other).get(30, TimeUnit.SECONDS);
        CompletableFuture<Lease> first = one.isDone() ? one : other;
        assertThat(marks()).hasSize(1);
        first.get().close();
        (first == one ? other : one).get(30, TimeUnit.SECONDS).close();
        assertThat(marks()).isEmpty();
    }

    @Test
    void whoGoesOnWaitsNoLongerThanItsPatience() throws Exception {
        Duration patience = Duration.ofSeconds(1);
        try (Lease held = warehouse().lease("nightly")) {
            mark(ProcessHandle.current().pid());
            long before = System.nanoTime();

            assertThatThrownBy(() -> warehouse().lease("backfill", patience)).isInstanceOf(LeaseHeldException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(patience.multipliedBy(2));
        }
    }

    @Test
    void whoGoesOnLetsAWaitingWriterPassFirst() throws Exception {
        warehouse().lease("backfill").close();
        Path mark = mark(ProcessHandle.current().pid());
        CompletableFuture<Lease> goingOn =
                CompletableFuture.supplyAsync(() -> warehouse().lease("backfill", LONG), threads);

        try (Lease first = warehouse().lease("nightly")) {
            assertThat(goingOn).isNotDone();
        }
        Files.delete(mark);

        goingOn.get(30, TimeUnit.SECONDS).close();
    }

    @Test
    void theMarkOfADeadProcessStopsNobody() throws Exception {
        warehouse().lease("backfill").close();
        mark(Integer.MAX_VALUE);

        warehouse().lease("backfill", LONG).close();

        assertThat(marks()).isEmpty();
    }

    @Test
    void whoOnlyLooksDuringABeginningRunDoesNotTurnItAway() throws Exception {
        warehouse().lease("backfill").close();
        Path lease = folder.resolve("operations/lease");
        Process looking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LookingProcess.class.getName(),
                        lease.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = looking.inputReader()) {
            assertThat(said.readLine()).isEqualTo("looking");
            CompletableFuture<Lease> beginning =
                    CompletableFuture.supplyAsync(() -> warehouse().lease("backfill"), threads);
            looking.getOutputStream().close();

            beginning.get(30, TimeUnit.SECONDS).close();
        } finally {
            looking.destroyForcibly();
        }
    }

    @Test
    void severalThreadsMayLookAndWriteAtOnce() {
        warehouse().lease("backfill").close();
        List<CompletableFuture<Void>> readers = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                warehouse().leaseHolder();
                            }
                        },
                        threads))
                .limit(4)
                .toList();
        for (int i = 0; i < 50; i++) {
            warehouse().lease("nightly").close();
        }
        assertThat(readers).allSatisfy(reader -> assertThat(reader).succeedsWithin(LONG));
    }

    @Test
    void whoMayNotLookAtTheLeaseIsToldThatTheWriterIsUnknown() throws Exception {
        warehouse().home().prepare();
        Path lease = folder.resolve("operations/lease");
        // A link to itself is what even an administrator cannot open.
        Files.createSymbolicLink(lease, lease);

        assertThat(warehouse().leaseHolder())
                .hasValueSatisfying(holder -> assertThat(holder).startsWith("unknown: "));
    }

    private Path mark(long process) throws IOException {
        Path waiting = Files.createDirectories(folder.resolve("operations/waiting"));
        return Files.createFile(waiting.resolve(process + "-test"));
    }

    private void awaitMarks(int number) throws IOException {
        long until = System.nanoTime() + LONG.toNanos();
        while (marks().size() < number) {
            assertThat(System.nanoTime()).as("marks in time").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private List<Path> marks() throws IOException {
        Path waiting = folder.resolve("operations/waiting");
        if (!Files.exists(waiting)) {
            return List.of();
        }
        try (Stream<Path> marks = Files.list(waiting)) {
            return marks.toList();
        }
    }
}

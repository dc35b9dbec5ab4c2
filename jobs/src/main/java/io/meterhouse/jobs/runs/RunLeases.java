package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.LeaseHeldException;
import io.meterhouse.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** The lease on the warehouse, taken for each piece of the work of one run. */
final class RunLeases {

    /** How long a run that waits between two pieces of its work does not see that it is to stop. */
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    /** Under which name a run tells what concerns no source but the machine. */
    private static final String CLOCK = "clock";

    private final Warehouse warehouse;
    private final NightlyProperties night;
    private final RunLedger ledger;
    private final Clock clock;
    private boolean hasBegun;

    RunLeases(Warehouse warehouse, NightlyProperties night, RunLedger ledger, Clock clock) {
        this.warehouse = warehouse;
        this.night = night;
        this.ledger = ledger;
        this.clock = clock;
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /** Does a piece of work of the run on a lease and lets others in afterwards. */
    void with(RunUnderWay run, Consumer<Lease> work) {
        try (Lease lease = hasBegun ? toGoOn(run) : toBegin(run.request())) {
            if (hasBegun) {
                warehouse.requireFreeSpace();
            } else {
                begin(lease, run);
                hasBegun = true;
            }
            ledger.record(lease, run, RunLedger.RUNNING, null);
            work.accept(lease);
            // Whoever comes between may never let it go on, and then nobody could write that it ended here.
            ledger.record(lease, run, "stopped", "Between two pieces of its work; the same command goes on.");
        }
    }

    /**
     * The clock may have been set back since the last run: then it may give this one that one's name, and misses days. It is asked now,
     * for whoever had the lease may have begun while this run waited for it.
     */
    private void begin(Lease lease, RunUnderWay run) {
        run.isCalled(ledger.unused(lease, run.id()));
        Instant now = clock.instant();
        ledger.latestStart(lease)
                .filter(now::isBefore)
                .ifPresent(later -> run.of(CLOCK)
                        .warned(
                                "The clock of this machine says %s, and the warehouse has a run that began at %s, which is later: the clock was set back, or was ahead then. Set it right; what was loaded in the time that has not come yet is read again by nights."
                                        .formatted(now.truncatedTo(ChronoUnit.SECONDS), later)));
    }

    private Lease toBegin(RunRequest request) {
        String command = request.command().words();
        return switch (request.command()) {
            case NIGHTLY -> warehouse.leaseFirst(command, night.patience());
            // The clock starts it once a week, and a night may be late.
            case RETENTION -> warehouse.lease(command, night.patience());
            default -> warehouse.lease(command);
        };
    }

    /** Whoever came between may be a night, so this waits as long as one may last, and ends at once when it is to stop. */
    Lease toGoOn(RunUnderWay run) {
        Duration patience = night.timeLimit().compareTo(A_MOMENT) < 0 ? night.timeLimit() : A_MOMENT;
        long until = System.nanoTime() + night.timeLimit().toNanos();
        while (true) {
            run.stop().throwIfRaised();
            try {
                return warehouse.lease(run.request().command().words(), patience);
            } catch (LeaseHeldException held) {
                if (System.nanoTime() >= until) {
                    throw held;
                }
            }
        }
    }
}

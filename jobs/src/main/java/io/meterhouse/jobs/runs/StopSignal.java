package io.meterhouse.jobs.runs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a run to end after the days in flight, and lets whoever asked wait until it has; or, by the clock, to fetch no further day. */
public final class StopSignal {

    private final Clock clock;
    private final Instant fetchUntil;

    private final AtomicBoolean isRaised = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A signal that nothing raises but who holds it. */
    public StopSignal() {
        this(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Instant.MAX);
    }

    private StopSignal(Clock clock, Instant fetchUntil) {
        this.clock = clock;
        this.fetchUntil = fetchUntil;
    }

    /**
     * A signal for a run that has so much time for fetching.
     *
     * @param limit time from now
     */
    public static StopSignal after(Duration limit, Clock clock) {
        return new StopSignal(clock, clock.instant().plus(limit));
    }

    /** No further day is fetched; what was fetched is loaded and published. */
    public boolean isTimeUp() {
        return clock.instant().isAfter(fetchUntil);
    }

    /** From now on no further day is begun. */
    public void raise() {
        isRaised.set(true);
    }

    /** Returns when the run has ended. */
    public void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody asked. */
    public boolean isRaised() {
        return isRaised.get();
    }

    /** The run has ended, in whatever way. */
    public void end() {
        ended.countDown();
    }

    /**
     * Goes on unless somebody asked to end.
     *
     * @throws RunStoppedException when somebody did
     */
    public void throwIfRaised() {
        if (isRaised()) {
            throw new RunStoppedException();
        }
    }

    /** The run ends, because somebody asked it to. */
    public static final class RunStoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public RunStoppedException() {
            super("Stopped by a signal; the next run goes on where this one ended.");
        }
    }
}

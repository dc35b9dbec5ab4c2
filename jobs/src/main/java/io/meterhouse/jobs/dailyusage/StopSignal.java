package io.meterhouse.jobs.dailyusage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a run to end after the days in flight, and lets whoever asked wait until it has. */
public final class StopSignal {

    private final AtomicBoolean isRaised = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

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

    boolean isRaised() {
        return isRaised.get();
    }

    /** The run has ended, in whatever way. */
    public void end() {
        ended.countDown();
    }

    void throwIfRaised() {
        if (isRaised()) {
            throw new RunStoppedException();
        }
    }

    static final class RunStoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RunStoppedException() {
            super("Stopped by a signal; the next run goes on where this one ended.");
        }
    }
}

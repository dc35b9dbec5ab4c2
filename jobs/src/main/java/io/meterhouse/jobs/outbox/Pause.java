package io.meterhouse.jobs.outbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits between mails. */
@FunctionalInterface
public interface Pause {

    /** Waits for about so long. */
    void of(Duration duration);

    /** Waits in this thread; who interrupts it ends the wait. */
    static Pause ofThread() {
        return duration -> {
            long until = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() - until < 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        };
    }
}

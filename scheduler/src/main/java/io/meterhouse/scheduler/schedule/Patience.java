package io.meterhouse.scheduler.schedule;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a command may take.
 *
 * @param timeLimit time after which it is asked to end
 * @param farewell time it has to finish what is in flight, after which it is killed
 */
record Patience(Duration timeLimit, Duration farewell) {

    /** A day in flight is finished first, as after a signal of anybody else. */
    private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(20);

    static Patience of(Duration timeLimit) {
        return new Patience(timeLimit, LONGEST_FAREWELL);
    }

    /** Waits for its end, and sees to it. */
    void awaitEnd(ProcessHandle process) throws InterruptedException {
        if (!hasEnded(process, timeLimit)) {
            process.destroy();
            if (!hasEnded(process, farewell)) {
                process.destroyForcibly();
            }
        }
    }

    /** Asks it to end and does not wait: it is killed after the farewell unless it has. */
    void dismiss(ProcessHandle process) {
        process.destroy();
        CompletableFuture.delayedExecutor(farewell.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
    }

    private static boolean hasEnded(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("The end of a process cannot be seen.", impossible);
        }
    }
}

package io.meterhouse.jobs.accesslogs;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the readers of a file count beside the rows they write. Safe for several threads. */
final class LineTally {

    /** So many rejects before the first request are no access log; a large file is not read to its end to learn that. */
    private static final long ENOUGH_REJECTS = 10_000;

    private volatile boolean hasRequest;
    private final LongAdder rejects = new LongAdder();
    private final LongAdder blanks = new LongAdder();
    private final AtomicReference<@Nullable RejectReason> firstReason = new AtomicReference<>();

    void request() {
        if (!hasRequest) {
            hasRequest = true;
        }
    }

    void blank() {
        blanks.increment();
    }

    void reject(RejectReason reason) {
        rejects.increment();
        firstReason.compareAndSet(null, reason);
        if (rejects.sum() >= ENOUGH_REJECTS) {
            requireRequests();
        }
    }

    long blanks() {
        return blanks.sum();
    }

    /**
     * Checks that not every line was rejected.
     *
     * @throws FileNotLoadedException when there were only rejects
     */
    void requireRequests() {
        RejectReason reason = firstReason.get();
        if (!hasRequest && reason != null) {
            throw new FileNotLoadedException(
                    FileNotLoadedException.Kind.OTHER_CONTENT,
                    "it is no access log: none of its lines is a request; a line " + reason.words());
        }
    }
}

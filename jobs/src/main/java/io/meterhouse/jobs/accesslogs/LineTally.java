package io.meterhouse.jobs.accesslogs;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of a file count beside the rows they write. Safe for several threads; what comes of it depends on the lines alone, in
 * whichever order they are read.
 */
final class LineTally {

    /** So many first lines without a request are no access log; a large file is not read to its end to learn that. */
    private static final long ENOUGH_LINES = 10_000;

    private final long judgedLines;
    private volatile boolean hasRequest;
    private final LongAdder blanks = new LongAdder();
    private final AtomicLong firstLinesWithoutRequest = new AtomicLong();
    private final AtomicReference<@Nullable Reject> firstReject = new AtomicReference<>();

    private LineTally(long judgedLines) {
        this.judgedLines = judgedLines;
    }

    /** Of the first lines of a file that may be anything. */
    static LineTally ofAnyContent() {
        return new LineTally(ENOUGH_LINES);
    }

    /** Of lines that belong to an access log, because some were loaded before or somebody said so. */
    static LineTally ofAccessLog() {
        return new LineTally(0);
    }

    void request() {
        if (!hasRequest) {
            hasRequest = true;
        }
    }

    void blank(long line) {
        blanks.increment();
        withoutRequest(line);
    }

    void reject(long line, RejectReason reason) {
        Reject first = firstReject.get();
        if (first == null || line < first.line()) {
            Reject earlier = new Reject(line, reason);
            firstReject.accumulateAndGet(
                    earlier, (known, next) -> known == null || earlier.line() < known.line() ? earlier : known);
        }
        withoutRequest(line);
    }

    private void withoutRequest(long line) {
        if (line <= judgedLines && firstLinesWithoutRequest.incrementAndGet() == judgedLines) {
            refuse();
        }
    }

    long blanks() {
        return blanks.sum();
    }

    /**
     * Checks, when everything was read, that not every line of what may be anything was rejected.
     *
     * @throws FileNotLoadedException when there were only rejects
     */
    void requireRequests() {
        if (judgedLines > 0 && !hasRequest) {
            refuse();
        }
    }

    private void refuse() {
        Reject first = firstReject.get();
        if (first != null) {
            throw new FileNotLoadedException(
                    FileNotLoadedException.Kind.OTHER_CONTENT,
                    "it is no access log: none of its first lines is a request; line %d %s"
                            .formatted(first.line(), first.reason().words()));
        }
    }

    private record Reject(long line, RejectReason reason) {}
}

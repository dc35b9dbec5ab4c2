package io.meterhouse.jobs.usagefeed;

import java.time.LocalDate;
import java.util.Set;

/** A file or a day of the feed is not loaded; what was loaded before stays. The message says why and what to do. */
final class FeedRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<LocalDate> days;

    FeedRefusedException(String message) {
        this(message, Set.of());
    }

    /**
     * A refused file.
     *
     * @param days the days it certainly holds, which nothing may be loaded of without it
     */
    FeedRefusedException(String message, Set<LocalDate> days) {
        super(message);
        this.days = Set.copyOf(days);
    }

    FeedRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.days = Set.of();
    }

    Set<LocalDate> days() {
        return days;
    }
}

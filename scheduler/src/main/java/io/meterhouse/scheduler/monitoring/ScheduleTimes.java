package io.meterhouse.scheduler.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When each job starts next, as last heard of the schedule; asked once a question, not once a job. */
final class ScheduleTimes {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTimes.class);

    private volatile @Nullable Supplier<SortedMap<String, Instant>> schedule;
    private volatile SortedMap<String, Instant> known = new TreeMap<>();
    private volatile @Nullable String problem;

    void of(Supplier<SortedMap<String, Instant>> running) {
        this.schedule = running;
    }

    /** Asks the schedule; when it cannot tell, what it said before stays known. */
    void refresh() {
        Supplier<SortedMap<String, Instant>> asked = schedule;
        if (asked == null) {
            problem = "the schedule has not begun yet";
            return;
        }
        try {
            known = asked.get();
            problem = null;
        } catch (RuntimeException unreadable) {
            LOG.warn("The times of the schedule cannot be read.", unreadable);
            problem = "cannot be read; the log says why";
        }
    }

    SortedMap<String, Instant> known() {
        return known;
    }

    /** Why the times are not known or old; empty when they are as the schedule says. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}

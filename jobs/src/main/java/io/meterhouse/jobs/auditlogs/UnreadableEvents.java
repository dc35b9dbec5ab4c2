package io.meterhouse.jobs.auditlogs;

import java.util.HashSet;
import java.util.Set;

/**
 * Events that cannot be loaded, for they have no id or no time. One without a time is in every reading.
 *
 * @param named what tells them from each other; of a table that is read wrongly not every one
 * @param further how many there are beside those
 */
record UnreadableEvents(Set<String> named, long further) {

    static final UnreadableEvents NONE = new UnreadableEvents(Set.of(), 0);

    private static final int MOST_NAMED = 10_000;

    UnreadableEvents {
        named = Set.copyOf(named);
    }

    long count() {
        return named.size() + further;
    }

    UnreadableEvents plus(UnreadableEvents other) {
        Set<String> both = new HashSet<>(named);
        both.addAll(other.named);
        return new UnreadableEvents(both, further + other.further);
    }

    /** Those of which an earlier reading did not tell. */
    UnreadableEvents without(UnreadableEvents earlier) {
        Set<String> others = new HashSet<>(named);
        others.removeAll(earlier.named);
        return new UnreadableEvents(others, further);
    }

    /** Counts events one by one. */
    static final class Tally {

        private final Set<String> named = new HashSet<>();
        private long further;

        void add(AuditEvent event) {
            String name = event.id().isEmpty() ? "without an id at " + event.occurredAt() : event.id();
            if (named.size() < MOST_NAMED) {
                named.add(name);
            } else if (!named.contains(name)) {
                further++;
            }
        }

        UnreadableEvents all() {
            return new UnreadableEvents(named, further);
        }
    }
}

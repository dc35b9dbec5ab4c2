package io.meterhouse.jobs.auditlogs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Of which events a reading wants those.
 *
 * @param purpose why it reads
 * @param from begin, inclusive
 * @param until end, exclusive
 */
record AuditWindow(Purpose purpose, Instant from, Instant until) {

    /** Before every event, and after: what a database can compare with. */
    static final Instant BEGINNING =
            LocalDate.of(2, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    static final Instant END =
            LocalDate.of(9998, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    /** Everything there is. */
    static final AuditWindow ALL = new AuditWindow(Purpose.FIRST, BEGINNING, END);

    /** Why a log is read. */
    enum Purpose {
        /** From the first event that is wanted to the end of the log. */
        FIRST,
        /** From where an earlier reading ended to the end of the log. */
        NEXT,
        /** Days that were read before. */
        AGAIN;

        String inManifest() {
            return switch (this) {
                case FIRST -> "first-events";
                case NEXT -> "next-events";
                case AGAIN -> "events-again";
            };
        }
    }

    static AuditWindow again(LocalDate from, LocalDate to) {
        return new AuditWindow(
                Purpose.AGAIN,
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Whether an event is wanted. One that is a little earlier than a reading onwards begins is known, and harmless. */
    boolean contains(Instant event) {
        return purpose != Purpose.AGAIN || (!event.isBefore(from) && event.isBefore(until));
    }
}

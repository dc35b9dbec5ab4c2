package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A day of something, and what came before it.
 *
 * @param expectation whether it may also be missed
 * @param day UTC day
 * @param usd what it cost
 * @param requests its requests
 */
record Candidate(Scope scope, Expectation expectation, LocalDate day, BigDecimal usd, long requests, Past past) {

    /** Users on a usual day from which not all of them can be away. */
    private static final int MANY_USERS = 5;

    /** Whether less than usual means something: of a service, and of what so many use that not all of them are away. */
    boolean isMissed() {
        return expectation == Expectation.EVERY_DAY
                && (scope.kind().equals("api_key") || scope.kind().equals("total") || past.usualUsers() >= MANY_USERS);
    }

    /** Whether something is there every day. */
    enum Expectation {
        /** Something that does not go on holiday. */
        EVERY_DAY,
        /** A person, or the key of one, who may be away. */
        WHEN_PRESENT
    }
}

package io.meterhouse.jobs.accesslogs;

import java.util.EnumSet;
import java.util.Set;

/** What a line of an access log may say about its request. */
enum Field {
    TIME,
    CLIENT,
    USER,
    /** Method, target and protocol in one, as servers write the request line. */
    REQUEST,
    METHOD,
    PATH,
    STATUS,
    RESPONSE_BYTES,
    DURATION_SECONDS,
    DURATION_MILLISECONDS,
    DURATION_MICROSECONDS,
    DURATION_NANOSECONDS,
    AGENT;

    private static final Set<Field> WORDS = EnumSet.of(CLIENT, REQUEST, METHOD, PATH, AGENT);

    /** Whether a number in its place is of the wrong type. */
    boolean isWords() {
        return WORDS.contains(this);
    }
}

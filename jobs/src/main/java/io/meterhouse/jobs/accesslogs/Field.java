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
    private static final Set<Field> NEEDED = EnumSet.of(TIME, PATH, STATUS);

    /** Whether an object in its place says nothing of it, as where {@code user} has an id and a name; without the others no line is a request. */
    boolean mayBeAnObject() {
        return !NEEDED.contains(this);
    }

    /** Whether a number in its place is of the wrong type. */
    boolean isWords() {
        return WORDS.contains(this);
    }
}

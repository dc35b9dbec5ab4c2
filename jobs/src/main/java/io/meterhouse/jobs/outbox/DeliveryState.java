package io.meterhouse.jobs.outbox;

import java.util.Locale;

/** What is known of a mail. */
public enum DeliveryState {
    /** It is to be sent, for the first time or once more. */
    QUEUED,
    /** A process is handing it over. */
    SENDING,
    /** The server said that it has it. */
    SENT,
    /** No server is configured; it lies in a file. */
    FILED,
    /** The server certainly does not have it, and it is not tried again by itself. */
    FAILED,
    /** Nobody knows whether the server has it; it is never sent again by itself. */
    UNKNOWN;

    /** As it is stored and shown. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryState of(String words) {
        return valueOf(words.toUpperCase(Locale.ROOT));
    }
}

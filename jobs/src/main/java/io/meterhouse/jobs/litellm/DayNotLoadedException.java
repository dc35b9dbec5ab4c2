package io.meterhouse.jobs.litellm;

/** A landed day was not loaded; what was loaded before stays. The message says why and what to do. */
public final class DayNotLoadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DayNotLoadedException(String message) {
        super(message);
    }
}

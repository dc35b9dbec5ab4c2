package io.meterhouse.jobs.recovery;

/** Nothing was put back, because somebody has to decide first. */
public final class NotToBeRestoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotToBeRestoredException(String message) {
        super(message);
    }
}

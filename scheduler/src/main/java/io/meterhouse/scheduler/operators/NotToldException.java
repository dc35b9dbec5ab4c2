package io.meterhouse.scheduler.operators;

/** Somebody could not be told; the message says by which server, and opens no door. */
final class NotToldException extends Exception {

    private static final long serialVersionUID = 1L;

    NotToldException(String message, Throwable cause) {
        super(message, cause);
    }

    NotToldException(String message) {
        super(message);
    }
}

package io.meterhouse.scheduler.cli;

/** A command was asked for something that makes no sense; the message says what would. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}

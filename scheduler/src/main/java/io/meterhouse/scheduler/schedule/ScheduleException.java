package io.meterhouse.scheduler.schedule;

/** The schedule cannot be kept; the message says where and what to do. */
public final class ScheduleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScheduleException(String message, Throwable cause) {
        super(message, cause);
    }
}

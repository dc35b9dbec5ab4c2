package io.meterhouse.jobs.decisions;

/** Something cannot be decided, such as about a finding that there is not; nothing of it was recorded. */
public final class DecisionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DecisionRefusedException(String message) {
        super(message);
    }

    DecisionRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

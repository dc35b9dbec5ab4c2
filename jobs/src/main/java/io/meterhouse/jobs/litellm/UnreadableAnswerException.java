package io.meterhouse.jobs.litellm;

/** An answer that is not what the API promises: cut, not JSON, or JSON of another shape. */
final class UnreadableAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String message) {
        super(message);
    }

    UnreadableAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}

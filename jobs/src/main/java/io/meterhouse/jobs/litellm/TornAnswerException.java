package io.meterhouse.jobs.litellm;

/** Answers about one day contradict each other: a row was lost, repeated or written while the pages were read. */
final class TornAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TornAnswerException(String message) {
        super(message);
    }
}

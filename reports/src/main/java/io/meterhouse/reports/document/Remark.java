package io.meterhouse.reports.document;

/**
 * A sentence and how weighty it is.
 *
 * @param weight which colour and sign it gets
 * @param text one sentence
 */
public record Remark(Weight weight, String text) {

    /** From what is as it should be to what somebody must look at. */
    public enum Weight {
        GOOD,
        PLAIN,
        WARNING,
        BAD
    }
}

package io.meterhouse.jobs.outbox;

/** Why a reader is told, or not. */
public enum Occasion {
    /** For the first time. */
    FIRST,
    /** What was provisional is final now. */
    FINAL_NOW,
    /** What was final has other figures now. */
    RESTATED,
    /** The reader has it already. */
    NONE
}

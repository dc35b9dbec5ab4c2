package io.meterhouse.process;

/** The steps of a night, in their order. */
enum NightStep {
    /** A fetch has begun, and the source has not answered. */
    DOWNLOAD(Recurrence.AGAIN_AND_AGAIN),
    /** Answers of a fetch lie there, and no manifest makes them one. */
    LANDING(Recurrence.AGAIN_AND_AGAIN),
    /** Days are fetched and not yet loaded, and the engine has the warehouse open. */
    LOAD(Recurrence.AGAIN_AND_AGAIN),
    /** The engine's log grows: a transaction is being written to it. */
    COMMIT(Recurrence.AGAIN_AND_AGAIN),
    /** The engine's file is younger than its log, which is still there: it is being folded in. */
    CHECKPOINT(Recurrence.AGAIN_AND_AGAIN),
    /** The readers' copy is being written, or verified. */
    COPY(Recurrence.ONCE),
    /** The copy has taken the place of the snapshot, and nothing was done after it. */
    RENAME(Recurrence.ONCE),
    /** A report is being rendered. */
    RENDER(Recurrence.ONCE),
    /** The server has a mail and has not answered. */
    SEND(Recurrence.ONCE);

    /** How often a night comes to a step. */
    enum Recurrence {
        ONCE,
        AGAIN_AND_AGAIN
    }

    final Recurrence recurrence;

    NightStep(Recurrence recurrence) {
        this.recurrence = recurrence;
    }
}

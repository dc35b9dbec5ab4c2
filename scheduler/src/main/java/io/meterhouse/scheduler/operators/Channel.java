package io.meterhouse.scheduler.operators;

/** A way to tell somebody. */
interface Channel {

    /** What it is called where it is remembered: mail or webhook. */
    String name();

    /**
     * Tells.
     *
     * @throws NotToldException when that did not work; it can be tried again
     */
    void tell(Notice notice) throws NotToldException, InterruptedException;
}

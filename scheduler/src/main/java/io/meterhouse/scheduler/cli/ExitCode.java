package io.meterhouse.scheduler.cli;

/** What a command tells the shell. Of several the worst wins: 5, 2, 1, 4, 3, 0. */
enum ExitCode {
    /** Everything asked was done. */
    DONE(0),
    /** Infrastructure failed, or the only source cannot be reached. */
    FAILED(1),
    /** Wrong usage or configuration, or the key is refused. */
    WRONG_USAGE(2),
    /** Done, but a day, a source or a report is missing. */
    GAPS(3),
    /** A blocking quality check failed and nothing was published, or a report is not what its rows say. */
    BLOCKED(4),
    /** Another process holds the lease. */
    IN_USE(5);

    final int number;

    ExitCode(int number) {
        this.number = number;
    }
}

package io.meterhouse.scheduler.schedule;

import java.time.Duration;

/** Hears what a schedule starts and how it ends. Called by several threads, each for its own command. */
public interface ScheduleListener {

    /** A command was started. */
    void started(StartedCommand command);

    /**
     * A command has ended, or was not to be started at all.
     *
     * @param exitCode as {@code docs/runbook.md} lists them
     * @param took from its start to its end
     */
    void ended(StartedCommand command, int exitCode, Duration took);

    /** A command that a daemon before this one started still runs; nobody will know its exit code. */
    default void stillRuns(StartedCommand command) {}

    /** Such a command has ended, well or not. */
    default void endedUnseen(StartedCommand command) {}
}

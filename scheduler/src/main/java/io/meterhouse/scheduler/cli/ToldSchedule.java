package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.schedule.ScheduleListener;
import io.meterhouse.scheduler.schedule.StartedCommand;
import java.time.Duration;

/** Tells on the console what the schedule starts and how it ends. */
record ToldSchedule(Console console) implements ScheduleListener {

    @Override
    public void started(StartedCommand command) {
        console.remark("%s of %s started as process %d; its log is %s"
                .formatted(command.job(), command.due(), command.processId(), command.log()));
    }

    @Override
    public void ended(StartedCommand command, int exitCode, Duration took) {
        console.remark("%s of %s ended with exit code %d after %d s"
                .formatted(command.job(), command.due(), exitCode, took.toSeconds()));
    }

    @Override
    public void stillRuns(StartedCommand command) {
        console.remark(
                "%s of %s still runs as process %d, which an earlier schedule started; nothing is started beside it. Its log is %s"
                        .formatted(command.job(), command.due(), command.processId(), command.log()));
    }

    @Override
    public void endedUnseen(StartedCommand command) {
        console.remark("%s of %s, process %d, has ended; its exit code is unknown, its log is %s"
                .formatted(command.job(), command.due(), command.processId(), command.log()));
    }
}

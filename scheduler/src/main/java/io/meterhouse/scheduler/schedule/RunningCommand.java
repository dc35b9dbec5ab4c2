package io.meterhouse.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A command that was running when its daemon last told; its moments are whole seconds.
 *
 * @param job name of the job
 * @param processId its process on the daemon's machine
 * @param due the time it was started for
 * @param since when it was started
 * @param log file with what it says
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunningCommand(String job, long processId, Instant due, Instant since, String log) {

    /** A machine gives a process's number to another one some day, and does not tell to the second when one began. */
    private static final Duration SAME_BEGINNING = Duration.ofMinutes(1);

    public RunningCommand {
        due = due.truncatedTo(ChronoUnit.SECONDS);
        since = since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Its beginning is what the machine tells, since it is the machine that is asked again. */
    static RunningCommand of(StartedCommand command, ProcessHandle process) {
        return new RunningCommand(
                command.job(),
                command.processId(),
                command.due(),
                process.info().startInstant().orElse(command.startedAt()),
                command.log().toString());
    }

    /** Its process on this machine; empty when it has ended. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(processId)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Duration.between(start, since).abs().compareTo(SAME_BEGINNING) < 0)
                        .orElse(true));
    }
}

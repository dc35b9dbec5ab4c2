package io.meterhouse.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A command that was running when its daemon last told.
 *
 * @param job name of the job
 * @param processId its process on the daemon's machine
 * @param due the time it was started for
 * @param since when it was started
 * @param log file with what it says
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunningCommand(String job, long processId, Instant due, Instant since, String log) {

    /** Two clocks tell when a process began, and a machine gives its number to another one some day. */
    private static final Duration SAME_BEGINNING = Duration.ofSeconds(10);

    static RunningCommand of(StartedCommand command) {
        return new RunningCommand(
                command.job(),
                command.processId(),
                command.due(),
                command.startedAt(),
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

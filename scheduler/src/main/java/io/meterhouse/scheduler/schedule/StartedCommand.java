package io.meterhouse.scheduler.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A command that a schedule has started.
 *
 * @param job name of the job in {@code config/schedule.yaml}
 * @param words the command and its options
 * @param due the time it was started for
 * @param startedAt the time at which it was started, which is later after a time without a daemon
 * @param processId its process on this machine; 0 when it could not be started
 * @param log file with what it says
 */
public record StartedCommand(String job, List<String> words, Instant due, Instant startedAt, long processId, Path log) {

    public StartedCommand {
        words = List.copyOf(words);
    }
}

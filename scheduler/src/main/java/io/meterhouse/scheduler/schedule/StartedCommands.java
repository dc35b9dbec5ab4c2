package io.meterhouse.scheduler.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The commands that run now, each with a log of its own. */
final class StartedCommands {

    private static final DateTimeFormatter OF_A_LOG =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int KEPT_LOGS = 60;

    private final ProgramStart program;
    private final Path logs;
    private final Clock clock;
    private final List<ScheduleListener> listeners;
    private final Map<String, ChildProcess> running = new ConcurrentHashMap<>();

    /**
     * @param logs folder of their logs
     * @param listeners hear what was started and how it ended
     */
    StartedCommands(ProgramStart program, Path logs, Clock clock, List<ScheduleListener> listeners) {
        this.program = program;
        this.logs = logs;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Runs a command to its end.
     *
     * @param due the time it is started for
     * @throws IOException when it cannot be started
     */
    void run(String job, Instant due, List<String> words, String memory, Duration timeLimit)
            throws IOException, InterruptedException {
        Instant startedAt = clock.instant();
        Path log = logs.resolve(job + "-" + OF_A_LOG.format(startedAt) + ".log");
        try (ChildProcess child = ChildProcess.start(program, words, memory, log)) {
            running.put(job, child);
            StartedCommand command = new StartedCommand(job, words, due, startedAt, child.pid(), log);
            listeners.forEach(listener -> listener.started(command));
            int exitCode = child.end(timeLimit);
            Duration took = Duration.between(startedAt, clock.instant());
            listeners.forEach(listener -> listener.ended(command, exitCode, took));
        } finally {
            running.remove(job);
            forgetOldLogs(job);
        }
    }

    /** Asks all of them to end after what is in flight. */
    void terminate() {
        running.values().forEach(ChildProcess::terminate);
    }

    private void forgetOldLogs(String job) {
        try (Stream<Path> all = Files.list(logs)) {
            List<Path> ofJob = all.filter(log -> log.getFileName().toString().startsWith(job + "-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path old : ofJob.subList(Math.min(KEPT_LOGS, ofJob.size()), ofJob.size())) {
                Files.delete(old);
            }
        } catch (IOException cannotDelete) {
            throw new UncheckedIOException("Old logs in %s cannot be deleted.".formatted(logs), cannotDelete);
        }
    }
}

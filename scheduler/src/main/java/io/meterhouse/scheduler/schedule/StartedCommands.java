package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The commands that run now, each with a log and a folder of temporary files of its own. */
final class StartedCommands {

    private static final Logger LOG = LoggerFactory.getLogger(StartedCommands.class);
    private static final DateTimeFormatter OF_A_LOG =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String LOG_ENDING = ".log";
    private static final int KEPT_LOGS = 60;
    /** Infrastructure failed, as after every other failure of it. */
    private static final int NOT_STARTED = 1;

    /** SIGINT, which a terminal sends to the daemon and its commands alike, and SIGTERM. */
    private static final Set<Integer> ENDED_BY_A_SIGNAL = Set.of(128 + 2, 128 + 15);

    private final Program program;
    private final WarehouseHome home;
    private final Clock clock;
    private final List<ScheduleListener> listeners;
    private final Map<String, RunningCommand> running = new LinkedHashMap<>();
    private boolean isEnding;

    /**
     * @param leftBehind what the daemon before this one started and may still run
     * @param listeners hear what was started and how it ended
     */
    StartedCommands(
            Program program,
            WarehouseHome home,
            Clock clock,
            List<RunningCommand> leftBehind,
            List<ScheduleListener> listeners) {
        this.program = program;
        this.home = home;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
        leftBehind.forEach(command -> running.put(command.job(), command));
    }

    /** How it went on with a command. */
    enum End {
        /** By itself, well or not. */
        BY_ITSELF,
        /** Because the daemon ends; nothing was started, or what was is not finished. */
        WITH_THE_DAEMON
    }

    /**
     * Runs a command to its end.
     *
     * @param due the time it is started for
     * @throws IOException when it cannot be started
     */
    End run(ScheduledJob job, Instant due) throws IOException, InterruptedException {
        Instant startedAt = clock.instant();
        String name = job.name() + "-" + OF_A_LOG.format(startedAt);
        Path log = logs().resolve(name + LOG_ENDING);
        Path temporary = temporaries().resolve(name);
        ChildProcess child;
        StartedCommand command;
        try {
            synchronized (this) {
                if (isEnding) {
                    return End.WITH_THE_DAEMON;
                }
                child = ChildProcess.start(program.start(job.words(), job.memory(), temporary), temporary, log);
                command = new StartedCommand(
                        job.name(), job.words(), due, startedAt, child.handle().pid(), log);
                running.put(job.name(), RunningCommand.of(command, child.handle()));
            }
        } catch (IOException cannotStart) {
            // Told without the lock: a listener that has one of its own may be waiting for this one.
            StartedCommand never = new StartedCommand(job.name(), job.words(), due, startedAt, 0, log);
            tell(listener -> listener.ended(never, NOT_STARTED, Duration.ZERO));
            throw cannotStart;
        }
        try (child) {
            tell(listener -> listener.started(command));
            Patience.of(job.timeLimit()).awaitEnd(child.handle());
            int exitCode = child.exitCode();
            forget(job);
            tell(listener -> listener.ended(command, exitCode, Duration.between(startedAt, clock.instant())));
            return isEnding(exitCode) ? End.WITH_THE_DAEMON : End.BY_ITSELF;
        } finally {
            forget(job);
            forgetOldLogs(job.name());
        }
    }

    /**
     * A command of the job that a daemon before this one started and that still runs: a daemon that was killed takes none with it.
     * Looked for in what all daemons of the home say, for a killed one may have been followed by another in the meantime.
     *
     * @return what is known of it; empty when nothing of the job runs
     */
    Optional<RunningCommand> leftBehind(ScheduledJob job) {
        return Stream.concat(
                        running().stream(),
                        ScheduleFile.all(home).stream().flatMap(state -> state.runningHere().stream()))
                .filter(command -> command.job().equals(job.name()))
                .filter(command -> command.process().isPresent())
                .findFirst();
    }

    /** Waits for the end of such a command, which nobody is told the exit code of. */
    End awaitEnd(ScheduledJob job, RunningCommand command) throws InterruptedException {
        StartedCommand earlier = new StartedCommand(
                job.name(), job.words(), command.due(), command.since(), command.processId(), Path.of(command.log()));
        synchronized (this) {
            running.put(job.name(), command);
            if (isEnding) {
                terminate();
            }
        }
        try {
            tell(listener -> listener.stillRuns(earlier));
            Optional<ProcessHandle> process = command.process();
            if (process.isPresent()) {
                Duration past = Duration.between(command.since(), clock.instant());
                Patience.of(job.timeLimit().minus(past)).awaitEnd(process.get());
            }
        } finally {
            forget(job);
        }
        tell(listener -> listener.endedUnseen(earlier));
        synchronized (this) {
            return isEnding ? End.WITH_THE_DAEMON : End.BY_ITSELF;
        }
    }

    /** Waits for a while, less when the daemon ends; whether commands are started afterwards. */
    synchronized boolean isOpenAfter(Duration pause) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); !isEnding && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !isEnding;
    }

    /** Asks all of them to end after what is in flight. */
    synchronized void terminate() {
        isEnding = true;
        notifyAll();
        running.values().forEach(command -> command.process().ifPresent(Patience.of(Duration.ZERO)::dismiss));
    }

    /** Those that run now. */
    synchronized List<RunningCommand> running() {
        running.values().removeIf(command -> command.process().isEmpty());
        return List.copyOf(running.values());
    }

    /** Removes what killed daemons could not, but for the folders of what still runs. */
    void removeLeftovers() throws IOException {
        Set<String> used = ScheduleFile.all(home).stream()
                .flatMap(state -> state.mayRun().stream())
                .map(command -> withoutEnding(Path.of(command.log())))
                .collect(Collectors.toSet());
        if (Files.isDirectory(temporaries())) {
            try (Stream<Path> folders = Files.list(temporaries())) {
                for (Path folder : folders.toList()) {
                    if (!used.contains(folder.getFileName().toString())) {
                        FileSystemUtils.deleteRecursively(folder);
                    }
                }
            }
        }
    }

    private synchronized boolean isEnding(int exitCode) {
        return isEnding && ENDED_BY_A_SIGNAL.contains(exitCode);
    }

    private synchronized void forget(ScheduledJob job) {
        running.remove(job.name());
    }

    /** A listener that fails is nobody's reason to start nothing more. */
    private void tell(Consumer<ScheduleListener> news) {
        for (ScheduleListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException deaf) {
                LOG.error("What was started or ended could not be told", deaf);
            }
        }
    }

    private void forgetOldLogs(String job) throws IOException {
        Pattern ofJob = Pattern.compile(Pattern.quote(job) + "-\\d{8}T\\d{6}Z\\.log");
        try (Stream<Path> all = Files.list(logs())) {
            List<Path> newestFirst = all.filter(
                            log -> ofJob.matcher(log.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(KEPT_LOGS, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    private static String withoutEnding(Path log) {
        String name = log.getFileName().toString();
        return name.substring(0, name.length() - LOG_ENDING.length());
    }

    private Path logs() {
        return home.logs().resolve("schedule");
    }

    private Path temporaries() {
        return home.operations().resolve("started");
    }
}

package io.meterhouse.scheduler.monitoring;

import io.meterhouse.jobs.runs.RunSummaries;
import io.meterhouse.scheduler.schedule.ScheduleListener;
import io.meterhouse.scheduler.schedule.StartedCommand;
import io.meterhouse.warehouse.WarehouseHome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts what the schedule starts and how it ends. Tags are jobs of the configuration and exit codes, nothing else. */
final class ScheduleMetrics implements ScheduleListener {

    private static final Set<Integer> PUBLISHED = Set.of(0, 3);
    private static final Set<Integer> NAMED_EXIT_CODES = Set.of(0, 1, 2, 3, 4, 5, 128 + 2, 128 + 9, 128 + 15);
    private static final int LOOKED_AT_RUNS = 40;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastDone = new ConcurrentHashMap<>();

    /**
     * @param jobs the words of each job's command
     */
    ScheduleMetrics(
            MeterRegistry registry,
            Map<String, List<String>> jobs,
            ScheduleTimes times,
            WarehouseHome home,
            Clock clock) {
        this.registry = registry;
        this.clock = clock;
        RunSummaries summaries = new RunSummaries(home);
        jobs.forEach((job, words) -> {
            summaries.last(words.get(0), LOOKED_AT_RUNS).stream()
                    .filter(run -> run.state().equals("done") || run.state().equals("gaps"))
                    .findFirst()
                    .ifPresent(run -> lastDone.put(job, run.startedAt()));
            startedOf(job);
            Gauge.builder("meterhouse.commands.running", running, all -> all.getOrDefault(job, 0))
                    .description("Whether the job's command runs now, 0 or 1")
                    .tag("job", job)
                    .strongReference(true)
                    .register(registry);
            Gauge.builder("meterhouse.command.last.done.timestamp", lastDone, all -> seconds(all.get(job)))
                    .description("When the job's command last ended with exit code 0 or 3")
                    .baseUnit("seconds")
                    .tag("job", job)
                    .strongReference(true)
                    .register(registry);
            Gauge.builder(
                            "meterhouse.schedule.next.timestamp",
                            times,
                            all -> seconds(all.known().get(job)))
                    .description("When the job starts next")
                    .baseUnit("seconds")
                    .tag("job", job)
                    .strongReference(true)
                    .register(registry);
        });
    }

    boolean isRunning(String job) {
        return running.getOrDefault(job, 0) > 0;
    }

    @Override
    public void started(StartedCommand command) {
        running.merge(command.job(), 1, Integer::sum);
        startedOf(command.job()).increment();
    }

    @Override
    public void ended(StartedCommand command, int exitCode, Duration took) {
        running.merge(command.job(), -1, Integer::sum);
        Timer.builder("meterhouse.command.duration")
                .description("How long commands took, by how they ended")
                .tag("job", command.job())
                .tag("exit_code", NAMED_EXIT_CODES.contains(exitCode) ? String.valueOf(exitCode) : "other")
                .register(registry)
                .record(took);
        if (PUBLISHED.contains(exitCode)) {
            lastDone.put(command.job(), clock.instant());
        }
    }

    @Override
    public void stillRuns(StartedCommand command) {
        running.merge(command.job(), 1, Integer::sum);
    }

    @Override
    public void endedUnseen(StartedCommand command) {
        running.merge(command.job(), -1, Integer::sum);
    }

    private Counter startedOf(String job) {
        return Counter.builder("meterhouse.commands.started")
                .description("Commands that the schedule has started")
                .tag("job", job)
                .register(registry);
    }

    private static double seconds(@Nullable Instant time) {
        return time == null ? Double.NaN : time.getEpochSecond();
    }
}

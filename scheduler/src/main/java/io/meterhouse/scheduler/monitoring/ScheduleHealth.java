package io.meterhouse.scheduler.monitoring;

import io.meterhouse.jobs.runs.RunSummaries;
import io.meterhouse.jobs.runs.RunSummary;
import io.meterhouse.scheduler.schedule.RunningCommand;
import io.meterhouse.scheduler.schedule.ScheduleState;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the daemon is alive, can do its work, and whether its nights bring what they should. */
final class ScheduleHealth {

    /** A time that is due is taken within seconds; one that is not for so long has nobody who takes it. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private static final Duration LONGEST_BETWEEN_NIGHTS = Duration.ofHours(26);
    private static final Set<String> PUBLISHED = Set.of("done", "gaps");

    private final WarehouseHome home;
    private final ScheduleTimes times;
    private final ScheduleMetrics metrics;
    private final Set<String> nights;
    private final Clock clock;
    private final Instant startedAt;

    /**
     * @param nights jobs of the schedule whose command is nightly
     */
    ScheduleHealth(WarehouseHome home, ScheduleTimes times, ScheduleMetrics metrics, Set<String> nights, Clock clock) {
        this.home = home;
        this.times = times;
        this.metrics = metrics;
        this.nights = Set.copyOf(nights);
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Whether due times are taken; a store that is away is no reason to start the daemon anew, and nobody takes times meanwhile. */
    Health alive() {
        if (times.problem().isPresent()) {
            return Health.of(Health.State.UP, "times", "not known for now");
        }
        Instant longAgo = clock.instant().minus(LONGEST_DELAY);
        SortedMap<String, Instant> overdue = new TreeMap<>(times.known());
        overdue.values().removeIf(next -> !next.isBefore(longAgo));
        overdue.keySet().removeIf(metrics::isRunning);
        if (!overdue.isEmpty()) {
            // A time waits for the command of the one before, and that may be another daemon's.
            overdue.keySet().removeAll(ofOtherDaemons());
        }
        return overdue.isEmpty()
                ? Health.of(Health.State.UP, "times", "none is overdue")
                : Health.of(
                        Health.State.DOWN,
                        "times",
                        overdue.entrySet().stream()
                                .map(next -> "%s was due at %s".formatted(next.getKey(), next.getValue()))
                                .collect(Collectors.joining("; ")));
    }

    private Set<String> ofOtherDaemons() {
        return ScheduleState.ofLiving(home).stream()
                .flatMap(daemon -> daemon.running().stream())
                .map(RunningCommand::job)
                .collect(Collectors.toSet());
    }

    /** Whether the store of the schedule can be read and the home written. */
    Health ready() {
        Health store = times.problem()
                .map(problem -> Health.of(Health.State.DOWN, "store", problem))
                .orElseGet(() -> Health.of(Health.State.UP, "store", "can be read"));
        boolean isWritable = Files.isWritable(home.root()) && Files.isWritable(home.operations());
        return store.and(Health.of(
                isWritable ? Health.State.UP : Health.State.DOWN,
                "home",
                isWritable ? "can be written" : "cannot be written"));
    }

    /** All of that, and whether a night has published within 26 hours. */
    Health whole() {
        return alive().and(ready()).and(night());
    }

    private Health night() {
        if (nights.isEmpty()) {
            return Health.of(Health.State.UP, "night", "no job of this schedule is nightly");
        }
        List<RunSummary> ended = new RunSummaries(home).last("nightly", 1);
        Instant now = clock.instant();
        if (ended.isEmpty()) {
            boolean isYoung = Duration.between(startedAt, now).compareTo(LONGEST_BETWEEN_NIGHTS) <= 0;
            return Health.of(isYoung ? Health.State.UNKNOWN : Health.State.DOWN, "night", "none has run yet");
        }
        RunSummary last = ended.get(0);
        boolean isWell = PUBLISHED.contains(last.state())
                && (Duration.between(last.startedAt(), now).compareTo(LONGEST_BETWEEN_NIGHTS) <= 0
                        || nights.stream().anyMatch(metrics::isRunning));
        return Health.of(
                isWell ? Health.State.UP : Health.State.DOWN,
                "night",
                "the last began at %s and ended as %s".formatted(last.startedAt(), last.state()));
    }
}

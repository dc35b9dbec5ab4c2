package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a daemon tells of itself in {@code operations/schedule.json}; its names are those of the file, its moments whole
 * seconds.
 *
 * @param processId its process
 * @param host the machine it runs on
 * @param since when it began
 * @param memory where it remembers what is due
 * @param next the next time of each job
 * @param running commands that run now
 * @param stoppedAt when it ended; null while it runs, and when it was killed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ScheduleState(
        long processId,
        String host,
        Instant since,
        Memory memory,
        Map<String, Instant> next,
        List<RunningCommand> running,
        @Nullable Instant stoppedAt) {

    /** Where a daemon remembers what is due. */
    public enum Memory {
        /** In a file of the home: one daemon at a time. */
        HOME,
        /** In a database that several daemons of the home share. */
        DATABASE
    }

    public ScheduleState {
        since = since.truncatedTo(ChronoUnit.SECONDS);
        next = new TreeMap<>(next);
        next.replaceAll((job, time) -> time.truncatedTo(ChronoUnit.SECONDS));
        stoppedAt = stoppedAt == null ? null : stoppedAt.truncatedTo(ChronoUnit.SECONDS);
        running = List.copyOf(running);
    }

    /** The daemons of a home that run now. Looked up by the locks they hold, which die with them. */
    public static List<ScheduleState> ofLiving(WarehouseHome home) {
        return ScheduleFile.living(home);
    }

    /** Those of its commands that may still run, as far as this machine can tell: numbers of processes are its own. */
    List<RunningCommand> runningHere() {
        return host.equals(thisHost()) ? running : List.of();
    }

    /** Those of its commands of which it cannot be said that they have ended. */
    List<RunningCommand> mayRun() {
        return running.stream()
                .filter(command -> !host.equals(thisHost()) || command.process().isPresent())
                .toList();
    }

    static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    String sentence() {
        return "process %d on %s, since %s".formatted(processId, host, since);
    }
}

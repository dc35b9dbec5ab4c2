package io.meterhouse.jobs.runs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param runId identity of the run; it begins with the time of its start, so that runs sort by it
 * @param state done, gaps, blocked, refused, failed or stopped; of a summary that cannot be read: unreadable
 * @param loadedDays days it loaded
 * @param failedDays days it tried and did not load
 * @param broughtThings what else it loaded, with how much of it; none where only the snapshot knows of the run
 * @param error why it failed as a whole, and what it had to do without; null when neither
 */
public record RunSummary(
        String runId,
        String state,
        long loadedDays,
        long failedDays,
        List<String> broughtThings,
        @Nullable String error) {

    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    public RunSummary {
        broughtThings = List.copyOf(broughtThings);
    }

    /** When the run began, to the second. */
    public Instant startedAt() {
        return LocalDateTime.parse(runId.substring(0, runId.indexOf('-')), RUN_TIME)
                .toInstant(ZoneOffset.UTC);
    }
}

package io.meterhouse.jobs.runs;

import java.util.List;
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

    public RunSummary {
        broughtThings = List.copyOf(broughtThings);
    }
}

package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.QualityCheck;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param runId identity of the run
 * @param outcome how it ended
 * @param loadedDays days it loaded
 * @param failedDays days it tried and did not load, with the reason
 * @param broughtThings what else it loaded, with how much of it
 * @param gaps what else it tried and did not load
 * @param warnings what it had to do without, which costs no day
 * @param remarks what else is worth knowing and costs nothing
 * @param brokenChecks quality checks that found something
 * @param snapshotId the snapshot it published; null when it published none
 * @param error why it failed as a whole or left days untried; null when it did neither
 */
public record RunResult(
        String runId,
        Outcome outcome,
        List<LocalDate> loadedDays,
        SortedMap<LocalDate, String> failedDays,
        List<String> broughtThings,
        List<Gap> gaps,
        List<String> warnings,
        List<String> remarks,
        List<QualityCheck.Result> brokenChecks,
        @Nullable String snapshotId,
        @Nullable String error) {

    public RunResult {
        loadedDays = List.copyOf(loadedDays);
        failedDays = new TreeMap<>(Map.copyOf(failedDays));
        broughtThings = List.copyOf(broughtThings);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
        remarks = List.copyOf(remarks);
        brokenChecks = List.copyOf(brokenChecks);
    }

    /** How a run ended. */
    public enum Outcome {
        /** Everything asked was done. */
        DONE,
        /** Published, but days, files, a source or the directory are missing. */
        GAPS,
        /** A blocking quality check failed; nothing was published. */
        BLOCKED,
        /** The source refuses the key or is another one: the configuration is wrong. */
        REFUSED,
        /** Infrastructure failed: the source cannot be reached, the disk is full. */
        FAILED,
        /** Stopped by a signal; the next run goes on where it ended. */
        STOPPED
    }
}

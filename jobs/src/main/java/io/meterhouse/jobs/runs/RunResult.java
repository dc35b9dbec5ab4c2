package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.QualityCheck;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param runId identity of the run
 * @param outcome how it ended
 * @param sources what it did with each source it came to, in the order in which they are read
 * @param brokenChecks quality checks that found something
 * @param snapshotId the snapshot it published; null when it published none
 * @param error why it failed as a whole or left days untried; null when it did neither
 */
public record RunResult(
        String runId,
        Outcome outcome,
        List<SourceResult> sources,
        List<QualityCheck.Result> brokenChecks,
        @Nullable String snapshotId,
        @Nullable String error) {

    public RunResult {
        sources = List.copyOf(sources);
        brokenChecks = List.copyOf(brokenChecks);
    }

    /** Days that any source loaded. */
    public List<LocalDate> loadedDays() {
        return sources.stream().flatMap(source -> source.loadedDays().stream()).toList();
    }

    /** Days that a source tried and did not load, with the reason. */
    public SortedMap<LocalDate, String> failedDays() {
        SortedMap<LocalDate, String> failed = new TreeMap<>();
        sources.forEach(source -> source.failedDays()
                .forEach((day, reason) -> failed.merge(day, reason, (one, other) -> one + " " + other)));
        return failed;
    }

    /** What else the sources loaded, with how much of it. */
    public List<String> broughtThings() {
        return sources.stream()
                .flatMap(source -> source.broughtThings().stream())
                .toList();
    }

    /** What else the sources tried and did not load. */
    public List<Gap> gaps() {
        return sources.stream().flatMap(source -> source.gaps().stream()).toList();
    }

    /** What they had to do without, which costs no day. */
    public List<String> warnings() {
        return sources.stream().flatMap(source -> source.warnings().stream()).toList();
    }

    /** What else is worth knowing and costs nothing. */
    public List<String> remarks() {
        return sources.stream().flatMap(source -> source.remarks().stream()).toList();
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

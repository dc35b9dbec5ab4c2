package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The state of one run while a lease is held: what it was asked, and what it has done so far. Safe for several threads. */
final class DailyUsageRun {

    private final String runId;
    private final RunRequest request;
    private final List<LocalDate> days;
    private final Slice slice;
    private final Lease lease;
    private final DayLoader loader;
    private final RunProgress progress;
    private final StopSignal stop;
    private final Progressed progressed;
    private final Map<LocalDate, LandedFetch> fetches = new HashMap<>();
    private @Nullable String litellmVersion;

    DailyUsageRun(
            String runId,
            RunRequest request,
            List<LocalDate> days,
            Slice slice,
            Lease lease,
            DayLoader loader,
            RunProgress progress,
            StopSignal stop,
            Progressed progressed) {
        this.runId = runId;
        this.request = request;
        this.days = List.copyOf(days);
        this.slice = slice;
        this.lease = lease;
        this.loader = loader;
        this.progress = progress;
        this.stop = stop;
        this.progressed = progressed;
    }

    /** Whether the days of this lease are all that is left of the run. */
    enum Slice {
        FOLLOWED,
        LAST
    }

    /** What a run has done over all its slices. */
    static final class Progressed {
        final List<LocalDate> loadedDays = new ArrayList<>();
        final SortedMap<LocalDate, String> failedDays = new TreeMap<>();
        final Set<String> warnings = new LinkedHashSet<>();
        boolean hasBegun;
        boolean hasAskedForDirectory;
        final SortedSet<LocalDate> leftDays = new TreeSet<>();

        @Nullable
        String litellmVersion;
    }

    String runId() {
        return runId;
    }

    RunRequest request() {
        return request;
    }

    /** The days of this slice; the request covers those of all slices. */
    List<LocalDate> days() {
        return days;
    }

    Slice slice() {
        return slice;
    }

    StopSignal stop() {
        return stop;
    }

    synchronized WarehouseWriter writer() {
        return lease.writer();
    }

    synchronized void closeWriter() {
        lease.closeWriter();
    }

    synchronized @Nullable String litellmVersion() {
        return litellmVersion;
    }

    synchronized void litellmVersion(@Nullable String version) {
        litellmVersion = version;
        progressed.litellmVersion = version;
    }

    /** Days whose last attempt failed, with the number of their attempts. */
    synchronized Map<LocalDate, Long> failedAttempts() {
        Map<LocalDate, Long> attempts = new HashMap<>();
        lease.writer()
                .query(
                        "select usage_date, attempt_count from ops.day_status where source = ? and last_error is not null",
                        row -> attempts.put(row.day("usage_date"), row.count("attempt_count")),
                        LiteLlmSource.NAME);
        lease.closeWriter();
        return attempts;
    }

    /** Something the run had to do without; told once, however many slices meet it. */
    synchronized void warned(String what) {
        if (progressed.warnings.add(what)) {
            progress.warned(what);
        }
    }

    /** Whether this slice is the first to ask; the directory is the same for all slices of a run. */
    synchronized boolean isFirstToAskForDirectory() {
        boolean isFirst = !progressed.hasAskedForDirectory;
        progressed.hasAskedForDirectory = true;
        return isFirst;
    }

    synchronized void fetched(LocalDate day, LandedFetch fetch) {
        fetches.put(day, fetch);
        progress.fetched(day);
    }

    /** What this slice fetched of that day; null when an earlier start of the run did. */
    synchronized @Nullable LandedFetch fetchOf(LocalDate day) {
        return fetches.get(day);
    }

    /** The day was not tried, for the time was up; it stays as due as it was. */
    synchronized void left(LocalDate day) {
        progressed.leftDays.add(day);
    }

    synchronized void loaded(LocalDate day) {
        progressed.loadedDays.add(day);
        progressed.failedDays.remove(day);
        progress.loaded(day);
    }

    /** Writes the failure into the ledger at once, in its own transaction: a kill must not forget it. */
    synchronized void failed(LocalDate day, String reason) {
        loader.recordFailure(day, reason, lease.writer(), runId);
        progressed.failedDays.put(day, reason);
        progress.failed(day, reason);
    }

    synchronized boolean hasFailed(LocalDate day) {
        return progressed.failedDays.containsKey(day);
    }
}

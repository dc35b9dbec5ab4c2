package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.LiteLlmVersion;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.SourceVersion;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One slice of days of a run while a lease is held. Safe for several threads. */
final class DailyUsageRun {

    private final Run run;
    private final List<LocalDate> days;
    private final Slice slice;
    private final LedgerSoFar ledger;
    private final Lease lease;
    private final DayLoader loader;
    private final DaysSoFar soFar;
    private final Map<LocalDate, LandedFetch> fetches = new HashMap<>();
    private @Nullable String litellmVersion;

    DailyUsageRun(
            Run run,
            List<LocalDate> days,
            Slice slice,
            LedgerSoFar ledger,
            Lease lease,
            DayLoader loader,
            DaysSoFar soFar) {
        this.run = run;
        this.days = List.copyOf(days);
        this.slice = slice;
        this.ledger = ledger;
        this.lease = lease;
        this.loader = loader;
        this.soFar = soFar;
    }

    /** Whether the days of this lease are all that is left of the run. */
    enum Slice {
        FOLLOWED,
        LAST
    }

    String runId() {
        return run.id();
    }

    RunRequest request() {
        return run.request();
    }

    /** The days of this slice; the request covers those of all slices. */
    List<LocalDate> days() {
        return days;
    }

    Slice slice() {
        return slice;
    }

    StopSignal stop() {
        return run.stop();
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
        run.litellmVersion(
                version == null
                        ? null
                        : new SourceVersion(
                                version, LiteLlmVersion.warning(version).orElse(null)));
    }

    /** What the ledger knew before anything of this slice was fetched. */
    LedgerSoFar ledgerSoFar() {
        return ledger;
    }

    void warned(String what) {
        run.warned(what);
    }

    synchronized boolean isFirstToAskForDirectory() {
        return soFar.isFirstToAskForDirectory();
    }

    synchronized void fetched(LocalDate day, LandedFetch fetch) {
        fetches.put(day, fetch);
        run.progress().fetched(day);
    }

    /** What this slice fetched of that day; null when an earlier start of the run did. */
    synchronized @Nullable LandedFetch fetchOf(LocalDate day) {
        return fetches.get(day);
    }

    void left(LocalDate day) {
        soFar.left(day);
    }

    void kept(LocalDate day) {
        run.progress().kept(day);
    }

    void loaded(LocalDate day) {
        run.loaded(day);
    }

    /** Writes the failure into the ledger at once, in its own transaction: a kill must not forget it. */
    synchronized void failed(LocalDate day, String reason) {
        loader.recordFailure(day, reason, lease.writer(), run.id());
        run.failed(day, reason);
    }

    boolean hasFailed(LocalDate day) {
        return run.hasFailed(day);
    }
}

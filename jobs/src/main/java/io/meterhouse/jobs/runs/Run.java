package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.QualityCheck;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run: what it was asked, and what it has done so far over all its sources. Safe for several threads. */
public final class Run {

    private final String id;
    private final Instant startedAt;
    private final Leases leases;
    private final RunProgress progress;
    private final StopSignal stop;
    private final List<LocalDate> loadedDays = new ArrayList<>();
    private final SortedMap<LocalDate, String> failedDays = new TreeMap<>();
    private final List<String> broughtThings = new ArrayList<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private RunRequest request;
    private @Nullable SourceVersion litellmVersion;

    Run(String id, Instant startedAt, RunRequest request, Leases leases, RunProgress progress, StopSignal stop) {
        this.id = id;
        this.startedAt = startedAt;
        this.request = request;
        this.leases = leases;
        this.progress = progress;
        this.stop = stop;
    }

    /** Hands out the warehouse, piece by piece. */
    @FunctionalInterface
    interface Leases {
        /** Does a piece of work of the run on a lease and lets others in afterwards. */
        void with(Run run, Consumer<Lease> work);
    }

    /** Identity of the run; it begins with the time of its start. */
    public String id() {
        return id;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** What was asked for. */
    public synchronized RunRequest request() {
        return request;
    }

    /** What was asked for turns out to be this, now that the ledger has been seen. */
    public synchronized void turnsOutToBe(RunRequest settled) {
        request = settled;
    }

    /** Who may ask the run to end. */
    public StopSignal stop() {
        return stop;
    }

    /** Who watches. */
    public RunProgress progress() {
        return progress;
    }

    /**
     * Does a piece of work with the warehouse, and lets whoever waits for it in afterwards. A long run does its work in many pieces.
     *
     * @throws io.meterhouse.warehouse.LeaseHeldException when another process does not give the warehouse back
     * @throws StopSignal.RunStoppedException when the run was asked to end before
     */
    public void onLease(Consumer<Lease> work) {
        leases.with(this, work);
    }

    /** A day is in the warehouse. */
    public synchronized void loaded(LocalDate day) {
        loadedDays.add(day);
        failedDays.remove(day);
        progress.loaded(day);
    }

    /** A day could not be loaded; the source has written it into the ledger. */
    public synchronized void failed(LocalDate day, String reason) {
        failedDays.put(day, reason);
        progress.failed(day, reason);
    }

    /** Whether a day could not be loaded. */
    public synchronized boolean hasFailed(LocalDate day) {
        return failedDays.containsKey(day);
    }

    /**
     * Something that is no day is in the warehouse.
     *
     * @param what what, and how much of it, in a few words
     */
    public synchronized void brought(String what) {
        broughtThings.add(what);
    }

    /** Something worth knowing that costs nothing. */
    public synchronized void remarked(String what) {
        if (remarks.add(what)) {
            progress.remarked(what);
        }
    }

    /** Something that is no day could not be loaded. */
    public synchronized void missing(Gap gap) {
        gaps.add(gap);
        progress.missing(gap);
    }

    /** Something the run had to do without; told once, however often it is met. */
    public synchronized void warned(String what) {
        if (warnings.add(what)) {
            progress.warned(what);
        }
    }

    /** The version of the proxy that the run read. */
    public synchronized void litellmVersion(@Nullable SourceVersion version) {
        litellmVersion = version;
    }

    synchronized @Nullable SourceVersion litellmVersion() {
        return litellmVersion;
    }

    synchronized boolean hasLoadedSomething() {
        return !loadedDays.isEmpty() || !broughtThings.isEmpty();
    }

    synchronized boolean hasGaps() {
        return !failedDays.isEmpty() || !gaps.isEmpty() || !warnings.isEmpty();
    }

    /**
     * Why it failed and what else it had to do without, in one line; null when nothing.
     *
     * @param error why it failed as a whole; null when it did not
     */
    synchronized @Nullable String whatWentWrong(@Nullable String error) {
        List<String> sentences = new ArrayList<>();
        if (error != null) {
            sentences.add(error);
        }
        gaps.forEach(gap -> sentences.add(gap.sentence()));
        sentences.addAll(warnings);
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    synchronized int loadedDayCount() {
        return loadedDays.size();
    }

    synchronized int failedDayCount() {
        return failedDays.size();
    }

    /** What it did, when that ended before the checks. */
    RunResult ended(RunResult.Outcome outcome, @Nullable String error) {
        return checked(outcome, List.of(), null, error);
    }

    /** What it did, and what the checks said. */
    synchronized RunResult checked(
            RunResult.Outcome outcome,
            List<QualityCheck.Result> broken,
            @Nullable String snapshotId,
            @Nullable String error) {
        return new RunResult(
                id,
                outcome,
                loadedDays,
                failedDays,
                broughtThings,
                gaps,
                List.copyOf(warnings),
                List.copyOf(remarks),
                broken,
                snapshotId,
                error);
    }
}

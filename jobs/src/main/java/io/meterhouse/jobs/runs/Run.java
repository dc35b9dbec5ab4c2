package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.Lease;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run as one of its sources sees it: what was asked, and what it has brought so far. Safe for several threads. */
public final class Run {

    private final RunUnderWay whole;
    private final String source;
    private final List<LocalDate> loadedDays = new ArrayList<>();
    private final SortedMap<LocalDate, String> failedDays = new TreeMap<>();
    private final List<String> broughtThings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private Duration took = Duration.ZERO;

    Run(RunUnderWay whole, String source) {
        this.whole = whole;
        this.source = source;
    }

    /** Identity of the run; it begins with the time of its start. */
    public String id() {
        return whole.id();
    }

    /** What was asked for. */
    public RunRequest request() {
        return whole.request();
    }

    /** What was asked for turns out to be this, now that the ledger has been seen. */
    public void turnsOutToBe(RunRequest settled) {
        whole.turnsOutToBe(settled);
    }

    /** Who may ask the run to end. */
    public StopSignal stop() {
        return whole.stop();
    }

    /** Who watches. */
    public RunProgress progress() {
        return whole.progress();
    }

    /**
     * Does a piece of work with the warehouse, and lets whoever waits for it in afterwards. A long run does its work in many pieces.
     *
     * @throws io.meterhouse.warehouse.LeaseHeldException when another process does not give the warehouse back
     * @throws StopSignal.RunStoppedException when the run was asked to end before
     */
    public void onLease(Consumer<Lease> work) {
        whole.onLease(work);
    }

    /** A day is in the warehouse. */
    public synchronized void loaded(LocalDate day) {
        loadedDays.add(day);
        failedDays.remove(day);
        whole.progress().loaded(day);
    }

    /** A day could not be loaded; the source has written it into the ledger. */
    public synchronized void failed(LocalDate day, String reason) {
        failedDays.put(day, reason);
        whole.progress().failed(day, reason);
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
            whole.progress().remarked(what);
        }
    }

    /** Something that is no day could not be loaded. */
    public synchronized void missing(Gap gap) {
        gaps.add(gap);
        whole.progress().missing(gap);
    }

    /** Something the run had to do without; told once, however often it is met. */
    public synchronized void warned(String what) {
        if (warnings.add(what)) {
            whole.progress().warned(what);
        }
    }

    /** The version of the proxy that the run read. */
    public void litellmVersion(@Nullable SourceVersion version) {
        whole.litellmVersion(version);
    }

    synchronized void took(Duration time) {
        took = time;
    }

    synchronized SourceResult result() {
        return new SourceResult(
                source, loadedDays, failedDays, broughtThings, gaps, List.copyOf(warnings), List.copyOf(remarks), took);
    }
}

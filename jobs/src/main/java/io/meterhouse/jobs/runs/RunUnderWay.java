package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.QualityCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run over all its sources, each of which sees its own part of it. Safe for several threads. */
final class RunUnderWay {

    private final Instant startedAt;
    private final RunLeases leases;
    private final RunProgress progress;
    private final StopSignal stop;
    private final Map<String, Run> parts = new LinkedHashMap<>();
    private String id;
    private RunRequest request;
    private @Nullable SourceVersion litellmVersion;

    RunUnderWay(
            String id, Instant startedAt, RunRequest request, RunLeases leases, RunProgress progress, StopSignal stop) {
        this.id = id;
        this.startedAt = startedAt;
        this.request = request;
        this.leases = leases;
        this.progress = progress;
        this.stop = stop;
    }

    /** The part of one source. */
    synchronized Run of(Source source) {
        return of(source.name());
    }

    /** The part of what is no source. */
    synchronized Run of(String part) {
        return parts.computeIfAbsent(part, name -> new Run(this, name));
    }

    synchronized String id() {
        return id;
    }

    /** The name it set out with is another run's already. */
    synchronized void isCalled(String otherId) {
        id = otherId;
    }

    Instant startedAt() {
        return startedAt;
    }

    synchronized RunRequest request() {
        return request;
    }

    synchronized void turnsOutToBe(RunRequest settled) {
        request = settled;
    }

    StopSignal stop() {
        return stop;
    }

    RunProgress progress() {
        return progress;
    }

    void onLease(Consumer<Lease> work) {
        leases.with(this, work);
    }

    /** Whether it ever had the warehouse. */
    boolean hasBegun() {
        return leases.hasBegun();
    }

    /** The warehouse once more, after the last piece of its work. */
    Lease leaseToGoOn() {
        return leases.toGoOn(this);
    }

    synchronized void litellmVersion(@Nullable SourceVersion version) {
        litellmVersion = version;
    }

    synchronized @Nullable SourceVersion litellmVersion() {
        return litellmVersion;
    }

    /** What each source has brought so far, in the order in which they are read. */
    synchronized List<SourceResult> sources() {
        return parts.values().stream().map(Run::result).toList();
    }

    boolean hasLoadedSomething() {
        return sources().stream().anyMatch(SourceResult::hasLoadedSomething);
    }

    boolean hasGaps() {
        return sources().stream().anyMatch(SourceResult::hasGaps);
    }

    /**
     * Why it failed and what else it had to do without, in one line; null when nothing.
     *
     * @param error why it failed as a whole; null when it did not
     */
    @Nullable
    String whatWentWrong(@Nullable String error) {
        List<String> sentences = new ArrayList<>();
        if (error != null) {
            sentences.add(error);
        }
        sources().forEach(source -> {
            source.gaps().forEach(gap -> sentences.add(gap.sentence()));
            sentences.addAll(source.warnings());
        });
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    /** What it did, when that ended before the checks. */
    RunResult ended(RunResult.Outcome outcome, @Nullable String error) {
        return checked(outcome, List.of(), null, error);
    }

    /** What it did, and what the checks said. */
    RunResult checked(
            RunResult.Outcome outcome,
            List<QualityCheck.Result> broken,
            @Nullable String snapshotId,
            @Nullable String error) {
        return new RunResult(id(), outcome, sources(), broken, snapshotId, error);
    }
}

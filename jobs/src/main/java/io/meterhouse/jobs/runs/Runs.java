package io.meterhouse.jobs.runs;

import io.meterhouse.jobs.directory.KeyMatchRate;
import io.meterhouse.jobs.publish.Publication;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.LeaseHeldException;
import io.meterhouse.warehouse.NotEnoughSpaceException;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs from end to end: each source in its turn, then the checks, then the publication. The entry of this package. */
public final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Warehouse warehouse;
    private final List<Preparation> preparations;
    private final List<Source> sources;
    private final List<Conclusion> conclusions;
    private final NightlyProperties night;
    private final Clock clock;
    private final Publication publication;
    private final RunLedger ledger;
    private final RunSummaries summaries;

    /** Runs over these sources that take nothing from the configuration. */
    public Runs(Warehouse warehouse, List<Source> sources, NightlyProperties night, Clock clock) {
        this(warehouse, List.of(), sources, night, clock);
    }

    /** Runs over these sources that conclude nothing from what they bring. */
    public Runs(
            Warehouse warehouse,
            List<Preparation> preparations,
            List<Source> sources,
            NightlyProperties night,
            Clock clock) {
        this(warehouse, preparations, sources, List.of(), night, clock);
    }

    /**
     * Runs over these sources.
     *
     * @param preparations what comes first, in its order
     * @param sources in the order in which they are read: those that know members come before those that only name them
     * @param conclusions what is worked out when everything is loaded, in its order
     */
    public Runs(
            Warehouse warehouse,
            List<Preparation> preparations,
            List<Source> sources,
            List<Conclusion> conclusions,
            NightlyProperties night,
            Clock clock) {
        this.warehouse = warehouse;
        this.preparations = List.copyOf(preparations);
        this.sources = List.copyOf(sources);
        this.conclusions = List.copyOf(conclusions);
        this.night = night;
        this.clock = clock;
        this.publication = new Publication(clock);
        this.ledger = new RunLedger(clock);
        this.summaries = new RunSummaries(warehouse.home());
    }

    /** All sources there are. */
    public List<Source> sources() {
        return sources;
    }

    /**
     * What a request means now, by the ledger, for each source it asks; changes nothing but creates the home when there is none.
     *
     * @throws LeaseHeldException when another process is writing
     */
    public Map<Source, List<String>> plan(RunRequest request) {
        try (Lease lease = warehouse.lease(request.command().words())) {
            Map<Source, List<String>> plan = new LinkedHashMap<>();
            asked(request).forEach(source -> plan.put(source, source.plan(request, lease.writer())));
            return plan;
        }
    }

    /**
     * What a request would read now, by the ledger, and what that would take, by what this home has seen. Changes nothing at all.
     *
     * @throws LeaseHeldException when another process is writing
     */
    public List<Forecast> forecast(RunRequest request) {
        return warehouse.planning(
                request.command().words(),
                ledger -> asked(request).stream()
                        .map(source -> forecast(source, request, ledger))
                        .toList());
    }

    private Forecast forecast(Source source, RunRequest request, WarehouseWriter ledger) {
        List<String> parts = source.plan(request, ledger);
        boolean isOfDays = source.unit().equals("days");
        return new Forecast(
                source,
                parts,
                source.requests(parts),
                isOfDays ? Optional.of(RunLedger.loaded(source.name(), parts, ledger)) : Optional.empty(),
                isOfDays ? summaries.pace(source.name(), request.command()) : Optional.empty());
    }

    /**
     * Runs. Whatever ends a run that has begun is in its result.
     *
     * @throws LeaseHeldException when another process is writing and nothing was begun
     */
    public RunResult run(RunRequest request, RunProgress progress, StopSignal stop) {
        Instant startedAt = clock.instant();
        String runId = summaries.unused(
                "%s-%s".formatted(RUN_TIME.format(startedAt), request.command().words()));
        RunUnderWay run = new RunUnderWay(
                runId, startedAt, request, new RunLeases(warehouse, night, ledger, clock), progress, stop);
        try (MDC.MDCCloseable named = RunInLog.named(runId)) {
            return end(run);
        }
    }

    private RunResult end(RunUnderWay run) {
        RunResult result;
        try {
            result = bringAndPublish(run);
        } catch (NothingToRebuildException nothing) {
            result = run.ended(RunResult.Outcome.REFUSED, nothing.getMessage());
        } catch (RuntimeException failed) {
            if (failed instanceof LeaseHeldException && !run.hasBegun()) {
                throw failed;
            }
            LOG.error("Run {} ended before its end.", run.id(), failed);
            result = run.hasBegun() || !(failed instanceof NotEnoughSpaceException)
                    ? ended(run, RunEnding.of(failed))
                    : run.ended(RunResult.Outcome.FAILED, "Nothing was begun. " + failed.getMessage());
        }
        try {
            summaries.write(
                    result, run.request(), run.startedAt(), RunLedger.notBefore(run.startedAt(), clock.instant()));
        } catch (WarehouseException cannotWrite) {
            LOG.warn("{} The result of the run stands.", cannotWrite.getMessage());
        }
        return result;
    }

    /** Whatever ends the loading: what is loaded is checked and published, unless somebody asked to stop. */
    private RunResult bringAndPublish(RunUnderWay run) {
        RunEnding ending;
        try {
            ending = bringAll(run);
        } catch (StopSignal.RunStoppedException | LeaseHeldException stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            if (!run.hasLoadedSomething()) {
                throw failed;
            }
            LOG.error("Run {} ended before its end; what it loaded is published.", run.id(), failed);
            try {
                return publish(run, RunEnding.of(failed));
            } catch (RuntimeException notPublished) {
                failed.addSuppressed(notPublished);
                throw failed;
            }
        }
        return publish(run, ending);
    }

    /** Reads every source; those that cannot be used do not keep the others from being read, and each is told. */
    private @Nullable RunEnding bringAll(RunUnderWay run) {
        warehouse.requireFreeSpace();
        List<Source> asked = asked(run.request());
        long askedForUsage = asked.stream().filter(Source::bringsUsage).count();
        Map<Source, SourceUnusableException> unusable = new LinkedHashMap<>();
        requireSomethingToRebuild(run, asked);
        prepare(run);
        Optional<SourceUnusableException> ending = Optional.empty();
        try {
            for (Source source : asked) {
                run.stop().throwIfRaised();
                Instant begun = clock.instant();
                try {
                    source.bring(run.of(source));
                } catch (SourceUnusableException nothing) {
                    LOG.warn("Run {} goes on without {}.", run.id(), source.name(), nothing);
                    unusable.put(source, nothing);
                } finally {
                    run.of(source).took(Duration.between(begun, RunLedger.notBefore(begun, clock.instant())));
                }
            }
            ending = whatEndsTheRun(unusable.values(), askedForUsage);
        } finally {
            tellOthers(run, unusable, ending);
        }
        if (ending.isPresent() && unusable.size() == askedForUsage) {
            throw ending.get();
        }
        return ending.map(RunEnding::of).orElse(null);
    }

    private void prepare(RunUnderWay run) {
        if (!preparations.isEmpty()) {
            run.onLease(
                    lease -> preparations.forEach(preparation -> preparation.prepare(run.request(), lease.writer())));
        }
    }

    /** A wrong configuration wants somebody's hand, whatever else is read; a source that is away only when there is no other. */
    private static Optional<SourceUnusableException> whatEndsTheRun(
            Collection<SourceUnusableException> unusable, long asked) {
        Optional<SourceUnusableException> refused = unusable.stream()
                .filter(one -> one.kind() == SourceUnusableException.Kind.REFUSED)
                .findFirst();
        return refused.isEmpty() && unusable.size() == asked ? unusable.stream().findFirst() : refused;
    }

    private static void tellOthers(
            RunUnderWay run, Map<Source, SourceUnusableException> unusable, Optional<SourceUnusableException> ending) {
        unusable.forEach((source, why) -> {
            if (ending.isEmpty() || why != ending.get()) {
                run.of(source).missing(new Gap(source.name(), source.name(), String.valueOf(why.getMessage())));
            }
        });
    }

    private void requireSomethingToRebuild(RunUnderWay run, List<Source> asked) {
        if (run.request().command() == RunCommand.REBUILD) {
            try (Lease lease = warehouse.lease(run.request().command().words())) {
                if (asked.stream().noneMatch(source -> source.holdsSomethingToRebuild(lease.writer()))) {
                    throw new NothingToRebuildException(warehouse.home());
                }
            }
        }
    }

    /** A rebuild asks all, also those whose source is configured no more. */
    private List<Source> asked(RunRequest request) {
        return sources.stream()
                .filter(source -> request.source() == null || request.source().equals(source.name()))
                .filter(source -> source.isConfigured() || !request.command().readsTheSource())
                .toList();
    }

    private RunResult publish(RunUnderWay run, @Nullable RunEnding ending) {
        try (Lease lease = run.leaseToGoOn()) {
            record(lease, run, ending);
            preparations.forEach(
                    preparation -> preparation.settle(lease.writer()).forEach(run.progress()::remarked));
            if (!conclusions.isEmpty()) {
                conclusions.forEach(conclusion -> conclude(conclusion, run, lease));
                record(lease, run, ending);
            }
            KeyMatchRate.measure(lease.writer(), run.id(), clock.instant())
                    .forEach(rate -> run.progress().remarked(rate.sentence()));
            List<QualityCheck.Result> results = publication.check(lease, run.id());
            List<QualityCheck.Result> broken =
                    results.stream().filter(QualityCheck.Result::isBroken).toList();
            Optional<String> snapshot = publication.publish(lease, run.id(), results);
            if (snapshot.isEmpty()) {
                String blocked = "A blocking quality check failed; nothing was published.";
                ledger.record(lease, run, "failed", blocked);
                return run.checked(RunResult.Outcome.BLOCKED, broken, null, blocked);
            }
            return ending == null
                    ? run.checked(outcome(run), broken, snapshot.get(), null)
                    : run.checked(ending.outcome(), broken, snapshot.get(), ending.error());
        }
    }

    /** Nothing that was loaded waits for what is concluded of it. */
    private static void conclude(Conclusion conclusion, RunUnderWay run, Lease lease) {
        try {
            conclusion.conclude(run.request(), lease.writer()).forEach(run.progress()::remarked);
        } catch (RuntimeException failed) {
            LOG.error("Run {} goes on without its {}.", run.id(), conclusion.name(), failed);
            run.of(conclusion.name())
                    .missing(new Gap(
                            conclusion.name(),
                            conclusion.name(),
                            "It could not be made: %s What was loaded is published without it; the next run makes it."
                                    .formatted(failed.getMessage())));
        }
    }

    private void record(Lease lease, RunUnderWay run, @Nullable RunEnding ending) {
        ledger.record(
                lease,
                run,
                ending == null ? outcome(run).name().toLowerCase(Locale.ROOT) : ending.state(),
                run.whatWentWrong(ending == null ? null : ending.error()));
    }

    private static RunResult.Outcome outcome(RunUnderWay run) {
        return run.hasGaps() ? RunResult.Outcome.GAPS : RunResult.Outcome.DONE;
    }

    /** Writes into the ledger of runs how one ended that did not come to its publication, when the ledger can be written at all. */
    private RunResult ended(RunUnderWay run, RunEnding ending) {
        try (Lease lease = warehouse.lease(run.request().command().words())) {
            ledger.record(lease, run, ending.state(), run.whatWentWrong(ending.error()));
        } catch (WarehouseException cannotWrite) {
            LOG.warn("The end of run {} is not in the warehouse: {}", run.id(), cannotWrite.getMessage());
        }
        return run.ended(ending.outcome(), ending.error());
    }
}

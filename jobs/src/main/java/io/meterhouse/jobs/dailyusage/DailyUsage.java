package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.litellm.LiteLlmVersion;
import io.meterhouse.jobs.publish.Publication;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.LeaseHeldException;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs of daily usage from end to end: plan by the ledger, fetch and load in slices, check, publish. The entry of this package. */
public final class DailyUsage {

    private static final Logger LOG = LoggerFactory.getLogger(DailyUsage.class);

    /** A backfill lets others in after so many days. */
    private static final int SLICE_DAYS = 10;

    /** How long a night waits for a run under way, which lets it in after every slice. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** How long a backfill that waits between two slices does not see that it is to stop. */
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Warehouse warehouse;
    private final LiteLlmProperties properties;
    private final NightlyProperties night;
    private final Clock clock;
    private final DayLoader loader;
    private final DailyUsageJob job;
    private final Publication publication;
    private final RunSummaries summaries;

    /** Runs under the limits of a night that nothing is configured for. */
    public DailyUsage(Warehouse warehouse, LiteLlmProperties properties, Clock clock) {
        this(warehouse, properties, NightlyProperties.defaults(), clock);
    }

    public DailyUsage(Warehouse warehouse, LiteLlmProperties properties, NightlyProperties night, Clock clock) {
        this.warehouse = warehouse;
        this.properties = properties;
        this.night = night;
        this.clock = clock;
        this.loader = new DayLoader(properties, clock);
        this.job = new DailyUsageJob(warehouse.home(), properties, clock);
        this.publication = new Publication(clock);
        this.summaries = new RunSummaries(warehouse.home());
    }

    /**
     * The days a request means now, by the ledger; changes nothing but creates the home when there is none.
     *
     * @throws LeaseHeldException when another process is writing
     */
    public List<LocalDate> plan(RunRequest request) {
        try (Lease lease = warehouse.lease(request.command().words())) {
            return planOn(lease.writer(), request);
        }
    }

    /**
     * Runs. Whatever ends a run that has begun is in its result.
     *
     * @throws LeaseHeldException when another process is writing and nothing was begun
     */
    public RunResult run(RunRequest request, RunProgress progress, StopSignal stop) {
        Instant startedAt = clock.instant();
        String runId =
                "%s-%s".formatted(RUN_TIME.format(startedAt), request.command().words());
        DailyUsageRun.Progressed progressed = new DailyUsageRun.Progressed();
        Story story = new Story(runId, request, startedAt, progressed);
        RunResult result;
        try {
            result = loadAndPublish(story, progress, stop);
        } catch (NothingToRebuildException nothing) {
            result = story.ended(RunResult.Outcome.REFUSED, nothing.getMessage());
        } catch (RuntimeException failed) {
            if (failed instanceof LeaseHeldException && !progressed.hasBegun) {
                throw failed;
            }
            LOG.error("Run {} ended before its end.", runId, failed);
            result = ended(story, RunEnding.of(failed));
        }
        try {
            summaries.write(result, story.request(), startedAt, clock.instant());
        } catch (WarehouseException cannotWrite) {
            LOG.warn("{} The result of the run stands.", cannotWrite.getMessage());
        }
        return result;
    }

    /** Whatever ends the loading: days that are loaded are checked and published, unless somebody asked to stop. */
    private RunResult loadAndPublish(Story story, RunProgress progress, StopSignal stop) {
        try {
            runSlices(story, progress, stop);
        } catch (StopSignal.RunStoppedException | LeaseHeldException stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            if (story.progressed().loadedDays.isEmpty()) {
                throw failed;
            }
            LOG.error("Run {} ended before its end; what it loaded is published.", story.runId(), failed);
            try {
                return publish(story, RunEnding.of(failed), stop);
            } catch (RuntimeException notPublished) {
                failed.addSuppressed(notPublished);
                throw failed;
            }
        }
        return publish(story, null, stop);
    }

    /** Writes into the ledger of runs how one ended that did not come to its publication, when the ledger can be written at all. */
    private RunResult ended(Story story, RunEnding ending) {
        try (Lease lease = warehouse.lease(story.request().command().words())) {
            record(lease, story, ending.state(), ending.error());
        } catch (WarehouseException cannotWrite) {
            LOG.warn("The end of run {} is not in the warehouse: {}", story.runId(), cannotWrite.getMessage());
        }
        return story.ended(ending.outcome(), ending.error());
    }

    /** Who runs, since when, and how far. */
    private static final class Story {

        private final String runId;
        private final Instant startedAt;
        private final DailyUsageRun.Progressed progressed;
        private RunRequest request;

        Story(String runId, RunRequest request, Instant startedAt, DailyUsageRun.Progressed progressed) {
            this.runId = runId;
            this.request = request;
            this.startedAt = startedAt;
            this.progressed = progressed;
        }

        String runId() {
            return runId;
        }

        RunRequest request() {
            return request;
        }

        Instant startedAt() {
            return startedAt;
        }

        DailyUsageRun.Progressed progressed() {
            return progressed;
        }

        /** What was asked for, now that the ledger has been seen. */
        RunRequest begins(RunRequest settled) {
            request = settled;
            return settled;
        }

        RunResult ended(RunResult.Outcome outcome, @Nullable String error) {
            return result(outcome, List.of(), null, error);
        }

        RunResult result(
                RunResult.Outcome outcome,
                List<QualityCheck.Result> broken,
                @Nullable String snapshotId,
                @Nullable String error) {
            return new RunResult(
                    runId,
                    outcome,
                    progressed.loadedDays,
                    progressed.failedDays,
                    List.copyOf(progressed.warnings),
                    broken,
                    snapshotId,
                    error);
        }
    }

    private void runSlices(Story story, RunProgress progress, StopSignal stop) {
        int planned = 0;
        for (RunRequest part : slices(story.request())) {
            DailyUsageRun.Slice place =
                    part.to().equals(story.request().to()) ? DailyUsageRun.Slice.LAST : DailyUsageRun.Slice.FOLLOWED;
            try (Lease lease =
                    story.progressed().hasBegun ? leaseToGoOn(story.request(), stop) : leaseToBegin(story.request())) {
                story.progressed().hasBegun = true;
                if (part.command() == RunCommand.REBUILD && landing().isEmpty()) {
                    throw new NothingToRebuildException(warehouse.home());
                }
                GatewayName.require(properties.name(), lease.writer());
                RunRequest slice =
                        isNightOfAnyLength(part) ? story.begins(sinceTheBeginning(part, lease.writer())) : part;
                List<LocalDate> days = planOn(lease.writer(), slice);
                record(lease, story, "running", null);
                lease.closeWriter();
                planned += days.size();
                progress.planned(planned);
                if (!days.isEmpty()) {
                    job.run(new DailyUsageRun(
                            story.runId(),
                            story.request(),
                            days,
                            place,
                            lease,
                            loader,
                            progress,
                            stop,
                            story.progressed()));
                }
                if (place == DailyUsageRun.Slice.FOLLOWED) {
                    // Whoever comes between may never let it go on, and then nobody could write that it ended here.
                    record(lease, story, "stopped", "Between two slices; the same command goes on.");
                }
            }
        }
    }

    private boolean isNightOfAnyLength(RunRequest request) {
        return request.command() == RunCommand.NIGHTLY && properties.firstDay() == null;
    }

    /**
     * Nights go back to the first day in the ledger, and at least to three months before the first of them, so that neither a day
     * loaded beforehand nor the passing of months cuts the history that a new warehouse is promised.
     */
    private static RunRequest sinceTheBeginning(RunRequest night, WarehouseWriter ledger) {
        LocalDate first = ledger.query(
                        """
                        select least(
                            ?::date,
                            (select min(usage_date) from ops.day_status where source = ?),
                            (
                                select date_trunc('month', min(to_date) + 1 - interval 3 months)::date
                                from ops.run
                                where command = ?
                            )
                        ) as first_date
                        """, row -> row.day("first_date"), night.from(), LiteLlmSource.NAME, RunCommand.NIGHTLY.words())
                .get(0);
        return night.within(first, night.to());
    }

    private Lease leaseToBegin(RunRequest request) {
        String command = request.command().words();
        return request.command() == RunCommand.NIGHTLY
                ? warehouse.leaseFirst(command, PATIENCE)
                : warehouse.lease(command);
    }

    /** Whoever came between may be a night, so this waits as long as one may last, and ends at once when it is to stop. */
    private Lease leaseToGoOn(RunRequest request, StopSignal stop) {
        Duration patience = night.timeLimit().compareTo(A_MOMENT) < 0 ? night.timeLimit() : A_MOMENT;
        long until = System.nanoTime() + night.timeLimit().toNanos();
        while (true) {
            stop.throwIfRaised();
            try {
                return warehouse.lease(request.command().words(), patience);
            } catch (LeaseHeldException held) {
                if (System.nanoTime() >= until) {
                    throw held;
                }
            }
        }
    }

    private RunResult publish(Story story, @Nullable RunEnding ending, StopSignal stop) {
        try (Lease lease = leaseToGoOn(story.request(), stop)) {
            DailyUsageRun.Progressed progressed = story.progressed();
            warnOfLeftDays(progressed);
            boolean hasGaps = !progressed.failedDays.isEmpty() || !progressed.warnings.isEmpty();
            RunResult.Outcome outcome = hasGaps ? RunResult.Outcome.GAPS : RunResult.Outcome.DONE;
            String error = progressed.warnings.isEmpty() ? null : String.join(" ", progressed.warnings);
            record(
                    lease,
                    story,
                    ending == null ? outcome.name().toLowerCase(Locale.ROOT) : ending.state(),
                    ending == null ? error : ending.error());
            List<QualityCheck.Result> results = publication.check(lease, story.runId());
            List<QualityCheck.Result> broken =
                    results.stream().filter(QualityCheck.Result::isBroken).toList();
            Optional<String> snapshot = publication.publish(lease, story.runId(), results);
            if (snapshot.isEmpty()) {
                record(lease, story, "failed", "A blocking quality check failed; nothing was published.");
                return story.result(
                        RunResult.Outcome.BLOCKED,
                        broken,
                        null,
                        "A blocking quality check failed; nothing was published.");
            }
            return ending == null
                    ? story.result(outcome, broken, snapshot.get(), null)
                    : story.result(ending.outcome(), broken, snapshot.get(), ending.error());
        }
    }

    private static void warnOfLeftDays(DailyUsageRun.Progressed progressed) {
        if (!progressed.leftDays.isEmpty()) {
            progressed.warnings.add(
                    "The time limit of the run was over; %d days from %s to %s were not read and stay due. The next run reads them; '%s' has no limit."
                            .formatted(
                                    progressed.leftDays.size(),
                                    progressed.leftDays.first(),
                                    progressed.leftDays.last(),
                                    ShellCommand.of("backfill --from DAY --to DAY --only missing")));
        }
    }

    private void record(Lease lease, Story story, String state, @Nullable String error) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("run_id", story.runId());
        variables.put("command", story.request().command().words());
        variables.put("from_date", story.request().from());
        variables.put("to_date", story.request().to());
        variables.put("started_at", UtcTimestamp.of(story.startedAt()));
        variables.put("ended_at", state.equals("running") ? null : UtcTimestamp.of(clock.instant()));
        variables.put("state", state);
        variables.put("loaded_day_count", story.progressed().loadedDays.size());
        variables.put("failed_day_count", story.progressed().failedDays.size());
        String version = story.progressed().litellmVersion;
        variables.put("litellm_version", version);
        variables.put(
                "source_warning",
                version == null ? null : LiteLlmVersion.warning(version).orElse(null));
        variables.put("error", error);
        lease.writer().inTransaction(() -> {
            lease.writer().run("load/run", variables);
            return state;
        });
    }

    private List<LocalDate> planOn(WarehouseWriter ledger, RunRequest request) {
        if (request.command() == RunCommand.REBUILD) {
            return landedDays(request);
        }
        return ledger.query(
                """
                select calendar_date
                from star.dim_date
                left join ops.day_status on source = ? and usage_date = calendar_date
                where calendar_date between ?::date and ?::date
                    and case ?
                        when 'ALL' then true
                        when 'MISSING' then state is null
                        when 'FAILED' then state = 'failed' or last_error is not null
                        else state is null or state = 'failed' or last_error is not null or not is_final
                    end
                order by calendar_date
                """,
                row -> row.day("calendar_date"),
                LiteLlmSource.NAME,
                request.from(),
                request.to(),
                request.selection().name());
    }

    private List<LocalDate> landing() {
        return new Landing(warehouse.home().landing(), clock).days(LiteLlmSource.NAME);
    }

    private List<LocalDate> landedDays(RunRequest request) {
        return landing().stream()
                .filter(day -> !day.isBefore(request.from()) && !day.isAfter(request.to()))
                .toList();
    }

    private static final class NothingToRebuildException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingToRebuildException(WarehouseHome home) {
            super(
                    "There is nothing to rebuild: %s holds no day. Everything stays as it was. If it should hold some, see meterhouse.home; else backfill them."
                            .formatted(home.landing()));
        }
    }

    private static List<RunRequest> slices(RunRequest request) {
        if (request.command() != RunCommand.BACKFILL) {
            return List.of(request);
        }
        List<RunRequest> slices = new ArrayList<>();
        for (LocalDate from = request.from(); !from.isAfter(request.to()); from = from.plusDays(SLICE_DAYS)) {
            LocalDate to = from.plusDays(SLICE_DAYS - 1);
            slices.add(request.within(from, to.isAfter(request.to()) ? request.to() : to));
        }
        return slices;
    }
}

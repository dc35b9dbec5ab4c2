package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LoadedFetches;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.ExpectedRequests;
import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** LiteLLM's daily usage as a source: plans days by the ledger, fetches and loads them in slices. The entry of this package. */
public final class DailyUsage implements Source {

    /** A backfill lets others in after so many days. */
    private static final int SLICE_DAYS = 10;

    private final LiteLlmProperties properties;
    private final DayLoader loader;
    private final DailyUsageJob job;
    private final Landing landing;
    private final Clock clock;

    /** The proxy of the settings, landing in a home, of whose keys' metadata nobody wants anything. */
    public DailyUsage(WarehouseHome home, LiteLlmProperties properties, Clock clock) {
        this(home, properties, Set::of, clock);
    }

    /**
     * The proxy of the settings, landing in a home.
     *
     * @param keyMetadata fields of keys' metadata that are kept; asked each time keys are listed
     */
    public DailyUsage(
            WarehouseHome home, LiteLlmProperties properties, Supplier<Set<String>> keyMetadata, Clock clock) {
        this.properties = properties;
        this.loader = new DayLoader(properties, clock);
        this.job = new DailyUsageJob(home, properties, keyMetadata, clock);
        this.landing = new Landing(home.landing(), clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return LiteLlmSource.NAME;
    }

    @Override
    public boolean isConfigured() {
        return properties.isConfigured();
    }

    @Override
    public String place() {
        return String.valueOf(properties.baseUrl());
    }

    @Override
    public String unit() {
        return "days";
    }

    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return days(request, ledger).stream().map(LocalDate::toString).toList();
    }

    @Override
    public Optional<String> requests(List<String> parts) {
        OptionalLong requests = new ExpectedRequests(landing)
                .of(parts.stream().map(LocalDate::parse).toList());
        return Optional.of(
                requests.isPresent()
                        ? "about " + Quantity.of(requests.getAsLong(), "request")
                        : "how many requests it takes is not known yet");
    }

    @Override
    public void bring(Run run) {
        DaysSoFar soFar = new DaysSoFar();
        try {
            for (RunRequest part : slices(run.request())) {
                run.onLease(lease -> bring(part, run, lease, soFar));
            }
        } catch (Preflight.OtherSourceException other) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED, String.valueOf(other.getMessage()), other);
        } catch (LiteLlmException unusable) {
            throw new SourceUnusableException(
                    unusable.kind() == LiteLlmException.Kind.REFUSED
                            ? SourceUnusableException.Kind.REFUSED
                            : SourceUnusableException.Kind.UNREACHABLE,
                    String.valueOf(unusable.getMessage()),
                    unusable);
        } finally {
            soFar.tellLeftDays(run);
        }
    }

    private void bring(RunRequest part, Run run, Lease lease, DaysSoFar soFar) {
        GatewayName.require(properties.name(), lease.writer());
        RunRequest slice = part;
        if (isNightOfAnyLength(part)) {
            slice = due(lease.writer()).sinceTheBeginning(part, run.id());
            run.turnsOutToBe(slice);
        }
        if (slice.command() == RunCommand.NIGHTLY) {
            tellWhatIsUnusual(slice, run, due(lease.writer()));
        }
        List<LocalDate> days = days(slice, lease.writer());
        RunRequest whatIsLeft = slice.within(slice.from(), run.request().to());
        int left = slice.equals(whatIsLeft)
                ? days.size()
                : days(whatIsLeft, lease.writer()).size();
        LedgerSoFar ledger = LedgerSoFar.of(lease.writer());
        lease.closeWriter();
        soFar.planned(days.size(), left, run);
        if (!days.isEmpty()) {
            DailyUsageRun.Slice place =
                    slice.to().equals(run.request().to()) ? DailyUsageRun.Slice.LAST : DailyUsageRun.Slice.FOLLOWED;
            job.run(new DailyUsageRun(run, days, place, ledger, lease, loader, soFar));
        }
    }

    private static void tellWhatIsUnusual(RunRequest night, Run run, DueDays due) {
        List<LocalDate> missed = due.missed(night, run.id());
        if (!missed.isEmpty()) {
            run.remarked("%s of %s missing, because no night read %s: %s. This one does."
                    .formatted(
                            Quantity.of(missed.size(), "day"),
                            LiteLlmSource.NAME + (missed.size() == 1 ? " was" : " were"),
                            missed.size() == 1 ? "it" : "them",
                            DueDays.ranges(missed)));
        }
        due.resting().forEach(day -> run.remarked(day.sentence()));
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return !landing.days(LiteLlmSource.NAME).isEmpty();
    }

    private boolean isNightOfAnyLength(RunRequest request) {
        return request.command() == RunCommand.NIGHTLY && properties.firstDay() == null;
    }

    private List<LocalDate> days(RunRequest request, WarehouseWriter ledger) {
        if (request.command() == RunCommand.REBUILD) {
            return landing.days(LiteLlmSource.NAME).stream()
                    .filter(day -> !day.isBefore(request.from()) && !day.isAfter(request.to()))
                    .toList();
        }
        if (request.command() == RunCommand.RESTORE) {
            Map<LocalDate, String> loaded = LoadedFetches.of(LiteLlmSource.NAME, ledger);
            return landing.days(LiteLlmSource.NAME).stream()
                    .filter(day -> landing.hasNewer(LiteLlmSource.NAME, day.toString(), loaded.get(day)))
                    .toList();
        }
        return due(ledger).of(request);
    }

    private DueDays due(WarehouseWriter ledger) {
        return new DueDays(properties.firstDay(), clock.instant(), ledger);
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

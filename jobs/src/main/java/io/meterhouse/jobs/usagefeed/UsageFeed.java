package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.landing.LoadedFetches;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.RestingDay;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Usage that does not pass LiteLLM as a source: reads days from files or a query, lands them, loads them. The entry of this package. */
public final class UsageFeed implements Source {

    /** The source as the ledger and the landing zone name it. */
    public static final String NAME = "usage-feed";

    /** After so long others are let in, between two slices of days. */
    private static final Duration PIECE = Duration.ofSeconds(60);

    private final UsageFeedProperties properties;
    private final FeedIdentity identity;
    private final FeedReading reading;
    private final FeedLoader loader;
    private final Landing landing;
    private final Clock clock;

    /**
     * The feed of the settings, landing in a home.
     *
     * @param base folder that relative globs count from
     */
    public UsageFeed(WarehouseHome home, UsageFeedProperties properties, Path base, Clock clock) {
        this.properties = properties;
        this.identity = new FeedIdentity(properties);
        this.reading = properties.jdbcUrl() == null
                ? new FilesReading(properties, base, clock)
                : new QueryReading(properties, clock);
        this.loader = new FeedLoader(clock);
        this.landing = new Landing(home.landing(), clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return properties.isConfigured();
    }

    @Override
    public String place() {
        return properties.place();
    }

    @Override
    public String unit() {
        return "days";
    }

    /**
     * Looks at the feed without reading it.
     *
     * @return what is there, for people
     * @throws SourceUnusableException when nothing can be had of it
     */
    public String look() {
        return reading.look();
    }

    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return reading.plan(request, new FeedLedger(ledger)).days().stream()
                .map(LocalDate::toString)
                .toList();
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return !landing.days(NAME).isEmpty();
    }

    @Override
    public void bring(Run run) {
        FeedProgress progressed = new FeedProgress(run);
        try {
            if (!run.request().command().readsTheSource()) {
                rebuild(run, progressed);
            } else {
                read(run, progressed);
            }
        } finally {
            progressed.tell();
        }
    }

    private void read(Run run, FeedProgress progressed) {
        List<FeedPlan> planned = new ArrayList<>();
        run.onLease(lease -> planned.add(plan(run, lease)));
        FeedPlan plan = planned.get(0);
        Deque<List<LocalDate>> waiting = new ArrayDeque<>(plan.slices());
        while (!waiting.isEmpty()) {
            if (run.stop().isTimeUp()) {
                run.missing(new Gap(
                        NAME,
                        NAME,
                        "the time limit of the run was over; %s left for the next run to read"
                                .formatted(Quantity.of(
                                        waiting.stream().mapToInt(List::size).sum(), "day"))));
                return;
            }
            run.onLease(lease -> readPiece(waiting, run, lease, progressed));
        }
        if (!plan.filesOfTheseDays().isEmpty()) {
            run.onLease(
                    lease -> new FeedLedger(lease.writer()).record(plan.filesOfTheseDays(), clock.instant(), run.id()));
        }
    }

    private FeedPlan plan(Run run, Lease lease) {
        FeedLedger ledger = new FeedLedger(lease.writer());
        identity.requireSameName(ledger);
        identity.requireSameAddress(ledger, run.request().consent().address());
        FeedPlan plan = reading.plan(run.request(), ledger);
        plan.gaps().forEach(run::missing);
        plan.remarks().forEach(run::remarked);
        if (run.request().command() == RunCommand.NIGHTLY) {
            RestingDay.of(NAME, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), lease.writer())
                    .forEach(day -> run.remarked(day.sentence()));
        }
        plan.refusedDays().forEach((day, reason) -> loader.recordFailure(day, reason, lease.writer(), run.id()));
        return plan;
    }

    /** The source is read while nobody has the warehouse open. */
    private void readPiece(Deque<List<LocalDate>> waiting, Run run, Lease lease, FeedProgress progressed) {
        long until = clock.millis() + PIECE.toMillis();
        while (!waiting.isEmpty() && clock.millis() < until && !run.stop().isTimeUp()) {
            run.stop().throwIfRaised();
            List<LocalDate> slice = waiting.remove();
            lease.closeWriter();
            try {
                SortedMap<LocalDate, List<FeedPart>> days = reading.read(slice);
                identity.recordAddress(new FeedLedger(lease.writer()), clock.instant());
                days.forEach((day, parts) -> land(day, parts, run, lease, progressed));
            } catch (FeedRefusedException refused) {
                slice.forEach(day -> fail(day, String.valueOf(refused.getMessage()), run, lease));
            }
        }
    }

    private void land(LocalDate day, List<FeedPart> parts, Run run, Lease lease, FeedProgress progressed) {
        try {
            LandedFeedDay landed = LandedFeedDay.land(
                    day,
                    properties.name(),
                    parts,
                    properties.place(),
                    landing,
                    run.request().consent().totals());
            progressed.add(
                    day,
                    loader.load(
                            landed,
                            lease.writer(),
                            run.id(),
                            run.request().command().words()));
        } catch (FeedRefusedException | LandingException refused) {
            fail(day, String.valueOf(refused.getMessage()), run, lease);
        }
    }

    private void fail(LocalDate day, String reason, Run run, Lease lease) {
        loader.recordFailure(day, reason, lease.writer(), run.id());
        run.missing(gap(day, reason));
    }

    private static Gap gap(LocalDate day, String reason) {
        return new Gap(NAME, "%s of the usage feed".formatted(day), reason);
    }

    private void rebuild(Run run, FeedProgress progressed) {
        Deque<LocalDate> waiting = new ArrayDeque<>(landing.days(NAME));
        waiting.removeIf(day ->
                day.isBefore(run.request().from()) || day.isAfter(run.request().to()));
        if (run.request().command() == RunCommand.RESTORE) {
            run.onLease(lease -> {
                Map<LocalDate, String> loaded = LoadedFetches.of(NAME, lease.writer());
                waiting.removeIf(day -> !landing.hasNewer(NAME, day.toString(), loaded.get(day)));
            });
        }
        while (!waiting.isEmpty()) {
            run.onLease(lease -> {
                if (isConfigured()) {
                    identity.requireSameName(new FeedLedger(lease.writer()));
                }
                long until = clock.millis() + PIECE.toMillis();
                while (!waiting.isEmpty() && clock.millis() < until) {
                    run.stop().throwIfRaised();
                    rebuild(waiting.remove(), run, lease, progressed);
                }
            });
        }
    }

    /** An older fetch that is whole says more of a day than none. */
    private void rebuild(LocalDate day, Run run, Lease lease, FeedProgress progressed) {
        String newest = null;
        try {
            // What was put back was loaded from an older fetch than what was loaded since.
            String loaded = run.request().command() == RunCommand.RESTORE
                    ? null
                    : new FeedLedger(lease.writer()).loadedFetch(day);
            for (LandedFetch fetch : landing.toRebuild(NAME, day.toString(), loaded, run::warned)) {
                try {
                    LandedFeedDay landed = LandedFeedDay.read(day, fetch);
                    progressed.add(
                            day,
                            loader.load(
                                    isConfigured() ? landed.named(properties.name()) : landed,
                                    lease.writer(),
                                    run.id(),
                                    run.request().command().words()));
                    if (newest != null) {
                        run.warned("%s of the usage feed is loaded from its older fetch %s. %s"
                                .formatted(day, fetch.manifest().fetchId(), newest));
                    }
                    return;
                } catch (FeedRefusedException | LandingException unusable) {
                    newest = newest == null ? String.valueOf(unusable.getMessage()) : newest;
                }
            }
        } catch (LandingException unreadable) {
            newest = String.valueOf(unreadable.getMessage());
        }
        if (newest != null) {
            run.missing(gap(day, newest));
        }
    }
}

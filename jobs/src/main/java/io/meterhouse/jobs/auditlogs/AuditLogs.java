package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The audit log as a source: reads what is new of it, or whole days again, or loads again what was landed. */
final class AuditLogs {

    private final AuditLogProperties properties;
    private final AuditLog log;
    private final RecordedLog recordedLog;
    private final AuditLoader loader;
    private final AuditLogJob job;
    private final Landing landing;
    private final Clock clock;
    private final StopSignal stop;

    /**
     * One audit log, which must be configured.
     *
     * @param properties how much of it is wanted, and how many events at once
     * @param home where it is landed and loaded
     * @param routes the rules of services, for events that are requests
     * @param endpointsPerService how many endpoints a service may have before the rest becomes one
     * @param pepper secret under which clients and sessions are hashed
     * @param stop asks a reading to end early; what was read until then is loaded
     */
    AuditLogs(
            AuditLogProperties properties,
            AuditLog log,
            WarehouseHome home,
            Path routes,
            int endpointsPerService,
            byte[] pepper,
            Clock clock,
            StopSignal stop) {
        this.properties = properties;
        this.log = log;
        this.recordedLog = new RecordedLog(log, clock);
        this.landing = new Landing(home.landing(), clock);
        this.loader = new AuditLoader(log.source(), routes, endpointsPerService, clock);
        this.job = new AuditLogJob(home, properties, log, loader, landing, pepper, clock);
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * How it went.
     *
     * @param landed events that were read from the source and landed
     * @param loaded events that are new in the warehouse
     * @param known events that were there already, and were replaced by what was read of them now
     * @param warnings what could not be loaded or read of what else went well, a sentence each
     * @param remarks what is known not to be loaded since an earlier run
     * @param failure why the source was not read to its end; null when it was
     */
    record Result(
            long landed,
            long loaded,
            long known,
            List<String> warnings,
            List<String> remarks,
            @Nullable String failure) {

        Result {
            warnings = List.copyOf(warnings);
            remarks = List.copyOf(remarks);
        }

        /** Nothing is known from earlier. */
        Result(long landed, long loaded, long known, List<String> warnings, @Nullable String failure) {
            this(landed, loaded, known, warnings, List.of(), failure);
        }

        /** Whether something is missing now. */
        boolean hasGap() {
            return failure != null || !warnings.isEmpty();
        }
    }

    /** Whether the log may be another one than before. */
    enum Address {
        /** It must be the one that this warehouse was filled from. */
        RECORDED,
        /** It is the same log at a new address, the operator says. */
        ACCEPTED
    }

    /**
     * Reads what was written since the last reading, and loads it. What an earlier run landed and did not load is loaded first.
     *
     * @throws NoAuditLogException when there is none, and none was ever read
     * @throws io.meterhouse.warehouse.WarehouseException when the warehouse or the job repository cannot be used
     */
    Result loadNew(Lease lease, String runId, Address address) {
        return reading(lease, runId, address, progressed -> {
            loadLeftBehind(lease, runId, progressed);
            AuditWindow window = onwards(AuditWatermark.of(log.auditSource(), lease.writer()));
            read(window, lease, runId, progressed);
        });
    }

    /**
     * Reads whole UTC days again and replaces each event that is still there; an event that the log has forgotten stays.
     *
     * @throws NoAuditLogException when there is none, and none was ever read
     * @throws io.meterhouse.warehouse.WarehouseException when the warehouse or the job repository cannot be used
     */
    Result loadAgain(LocalDate from, LocalDate to, Lease lease, String runId, Address address) {
        return reading(
                lease, runId, address, progressed -> read(AuditWindow.again(from, to), lease, runId, progressed));
    }

    /** Loads the events of those UTC days again from landing; what is not there any more stays as it was loaded. */
    Result rebuild(LocalDate from, LocalDate to, Lease lease, String runId) {
        Progressed progressed = new Progressed();
        for (LandedFetch fetch : landed(LocalDate.MIN, progressed.warnings::add)) {
            try {
                progressed.add(loader.load(fetch, from, to, lease.writer(), runId));
            } catch (LandingException damaged) {
                progressed.warnings.add(damaged.getMessage());
            }
        }
        return progressed.result(() -> progressed.counts.unreadable(), null);
    }

    /** Whether anything was ever landed. */
    boolean hasLanded() {
        return !landing.days(log.source()).isEmpty();
    }

    private Result reading(Lease lease, String runId, Address address, Consumer<Progressed> work) {
        Progressed progressed = new Progressed();
        try {
            if (address == Address.RECORDED) {
                recordedLog.requireSame(lease.writer());
            }
            progressed.loadedBefore = AuditWatermark.of(log.auditSource(), lease.writer())
                    .map(AuditWatermark::fetchId)
                    .orElse("");
            work.accept(progressed);
            return progressed.result(() -> toldBefore(progressed), null);
        } catch (NoAuditLogException none) {
            if (!recordedLog.exists(lease.writer())) {
                throw none;
            }
            return failed(none, lease, runId, progressed);
        } catch (AuditSourceException | LandingException failed) {
            return failed(failed, lease, runId, progressed);
        }
    }

    private Result failed(RuntimeException why, Lease lease, String runId, Progressed progressed) {
        String failure = String.valueOf(why.getMessage());
        loader.recordFailure(failure, lease.writer(), runId);
        return progressed.result(() -> toldBefore(progressed), failure);
    }

    private void read(AuditWindow window, Lease lease, String runId, Progressed progressed) {
        lease.closeWriter();
        StoppableEvents events = new StoppableEvents(log.open(window), stop);
        recordedLog.record(lease.writer());
        lease.closeWriter();
        AuditLogJob.Outcome outcome = job.run(new AuditReading(runId, today(), window, events, lease));
        progressed.landed += outcome.landed();
        progressed.add(outcome.counts());
    }

    /** From the overlap before the last known event on, else from the first day that is wanted. */
    private AuditWindow onwards(Optional<AuditWatermark> watermark) {
        Instant last = watermark.map(AuditWatermark::lastEventAt).orElse(null);
        if (last == null) {
            LocalDate first = properties.firstDay();
            Instant begin = first == null
                    ? AuditWindow.BEGINNING
                    : first.atStartOfDay(ZoneOffset.UTC).toInstant();
            return new AuditWindow(AuditWindow.Purpose.FIRST, begin, AuditWindow.END);
        }
        return new AuditWindow(AuditWindow.Purpose.NEXT, last.minus(properties.overlap()), AuditWindow.END);
    }

    /** A run that was killed between landing and loading leaves a whole reading behind. */
    private void loadLeftBehind(Lease lease, String runId, Progressed progressed) {
        String loaded = progressed.loadedBefore;
        for (LandedFetch fetch : landed(dayOf(loaded), progressed.warnings::add)) {
            if (LandedEvents.auditSource(fetch).equals(log.auditSource())
                    && fetch.manifest().fetchId().compareTo(loaded) > 0) {
                progressed.add(loader.load(fetch, lease.writer(), runId));
            }
        }
    }

    private static LocalDate dayOf(String fetchId) {
        return fetchId.length() < 8
                ? LocalDate.MIN
                : LocalDate.parse(fetchId.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /**
     * What the last reading onwards that was loaded before this run had to leave out, and the readings of whole days since; nothing
     * when they are not in landing any more.
     */
    private UnreadableEvents toldBefore(Progressed progressed) {
        UnreadableEvents told = UnreadableEvents.NONE;
        try {
            List<LandedFetch> loaded = landed(LocalDate.MIN, progressed.warnings::add);
            loaded.removeIf(fetch -> fetch.manifest().fetchId().compareTo(progressed.loadedBefore) > 0
                    || !LandedEvents.auditSource(fetch).equals(log.auditSource()));
            Collections.reverse(loaded);
            for (LandedFetch fetch : loaded) {
                told = told.plus(LoadableEvents.unreadableOf(fetch));
                if (LandedEvents.window(fetch).purpose() != AuditWindow.Purpose.AGAIN) {
                    return told;
                }
            }
        } catch (LandingException damaged) {
            progressed.warnings.add(damaged.getMessage());
        }
        return told;
    }

    /** Complete readings landed on a day or later, oldest first. */
    private List<LandedFetch> landed(LocalDate since, Consumer<String> warned) {
        List<LandedFetch> fetches = new ArrayList<>();
        for (LocalDate day : landing.days(log.source())) {
            if (!day.isBefore(since)) {
                fetches.addAll(landing.fetches(log.source(), day.toString(), warned));
            }
        }
        fetches.sort(Comparator.comparing(fetch -> fetch.manifest().fetchId()));
        return fetches;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** How far a reading got. */
    private static final class Progressed {

        private final Set<String> warnings = new LinkedHashSet<>();
        private String loadedBefore = "";
        private long landed;
        private AuditLoader.Counts counts = AuditLoader.Counts.NONE;

        void add(AuditLoader.Counts more) {
            counts = counts.plus(more);
        }

        /** What was told once as missing is not missing every night again. */
        Result result(Supplier<UnreadableEvents> toldBefore, @Nullable String failure) {
            List<String> remarks = new ArrayList<>();
            if (counts.unreadable().count() > 0) {
                UnreadableEvents unheardOf = counts.unreadable().without(toldBefore.get());
                if (unheardOf.count() > 0) {
                    warnings.add(
                            "%d events of the audit log have no id or no time that can be read, and are not loaded. Look at meterhouse.audit-logs.columns and meterhouse.audit-logs.time-zone; what was read of them is in landing."
                                    .formatted(unheardOf.count()));
                }
                if (unheardOf.count() < counts.unreadable().count()) {
                    remarks.add("%d events of the audit log still have no id or no time that can be read, as before."
                            .formatted(counts.unreadable().count() - unheardOf.count()));
                }
            }
            return new Result(landed, counts.loaded(), counts.known(), new ArrayList<>(warnings), remarks, failure);
        }
    }
}

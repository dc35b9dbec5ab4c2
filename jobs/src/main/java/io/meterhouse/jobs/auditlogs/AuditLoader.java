package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.accesslogs.ServiceRoutes;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Loads landed readings: every event once, with how far the log was read, in one transaction. */
final class AuditLoader {

    private static final int LOOKBACK_DAYS = 3;
    private final String source;
    private final Path routes;
    private final int endpointsPerService;
    private final Clock clock;

    AuditLoader(String source, Path routes, int endpointsPerService, Clock clock) {
        this.source = source;
        this.routes = routes;
        this.endpointsPerService = endpointsPerService;
        this.clock = clock;
    }

    /**
     * What became of the events of a reading.
     *
     * @param loaded events that are new
     * @param known events that were there already, and are replaced
     * @param unreadable events that cannot be loaded
     */
    record Counts(long loaded, long known, UnreadableEvents unreadable) {

        static final Counts NONE = new Counts(0, 0, UnreadableEvents.NONE);

        Counts plus(Counts other) {
            return new Counts(loaded + other.loaded, known + other.known, unreadable.plus(other.unreadable));
        }
    }

    /** Loads every event of a reading. */
    Counts load(LandedFetch fetch, WarehouseWriter writer, String runId) {
        return load(fetch, event -> true, writer, runId);
    }

    /** Loads the events of those days. */
    Counts load(LandedFetch fetch, LocalDate from, LocalDate to, WarehouseWriter writer, String runId) {
        return load(fetch, AuditWindow.again(from, to)::contains, writer, runId);
    }

    private Counts load(LandedFetch fetch, Predicate<Instant> isWanted, WarehouseWriter writer, String runId) {
        AuditWindow window = LandedEvents.window(fetch);
        String auditSource = LandedEvents.auditSource(fetch);
        LoadableEvents events = new LoadableEvents(new LandedEvents(fetch), isWanted);
        StagedEvents.stage(events, auditSource, writer);
        writer.stage("service_route", ServiceRoutes.of(routes).rows());
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("audit_source", auditSource);
        variables.put("landing_fetch_id", fetch.manifest().fetchId());
        variables.put("fetched_at", UtcTimestamp.of(fetch.manifest().fetchedAt()));
        variables.put("read_until", UtcTimestamp.of(earlier(fetch.manifest().fetchedAt(), window.until())));
        variables.put("since", window.from().equals(AuditWindow.BEGINNING) ? null : UtcTimestamp.of(window.from()));
        variables.put("endpoints_per_service", endpointsPerService);
        variables.put("run_id", runId);
        return writer.inTransaction(() -> {
            writer.run("load/audit_lines", variables);
            writer.run("load/named_user", variables);
            writer.run("load/user_by_day", variables);
            writer.run("load/request_users", variables);
            writer.run("load/request_endpoints", variables);
            writer.run("load/fact_audit_event", variables);
            writer.run("load/audit_requests", variables);
            writer.run(
                    events.isWhole() && goesOn(window, auditSource, writer)
                            ? "load/audit_watermark"
                            : "load/audit_fetch",
                    variables);
            recordDays(writer, runId);
            return counts(writer, events.unreadable());
        });
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A reading moves the watermark on only when nothing lies between it and what was read before. */
    private static boolean goesOn(AuditWindow window, String auditSource, WarehouseWriter writer) {
        return switch (window.purpose()) {
            case FIRST -> true;
            case AGAIN -> false;
            case NEXT -> {
                Optional<AuditWatermark> before = AuditWatermark.of(auditSource, writer);
                yield before.isPresent()
                        && before.get().lastEventAt() != null
                        && !window.from().isAfter(before.get().lastEventAt());
            }
        };
    }

    private static Counts counts(WarehouseWriter writer, UnreadableEvents unreadable) {
        return writer.query(
                        "select (select count(*) from staged_audit_event) as all_events, (select count(*) from known_event) as known",
                        row -> new Counts(row.count("all_events") - row.count("known"), row.count("known"), unreadable))
                .get(0);
    }

    private void recordDays(WarehouseWriter writer, String runId) {
        writer.run(
                "load/audit_log_days",
                Map.of(
                        "source",
                        source,
                        "as_of",
                        today(),
                        "lookback_days",
                        LOOKBACK_DAYS,
                        "read_at",
                        UtcTimestamp.of(clock.instant()),
                        "run_id",
                        runId));
    }

    /** Writes into the ledger that the log could not be read; what was loaded before stays. */
    void recordFailure(String error, WarehouseWriter writer, String runId) {
        writer.inTransaction(() -> {
            writer.run(
                    "load/audit_log_failure",
                    Map.of(
                            "source",
                            source,
                            "as_of",
                            today(),
                            "error",
                            error,
                            "run_id",
                            runId,
                            "attempted_at",
                            UtcTimestamp.of(clock.instant())));
            return runId;
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

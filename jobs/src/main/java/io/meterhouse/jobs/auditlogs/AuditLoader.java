package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.accesslogs.ServiceRoutes;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.RowWriter;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Loads landed readings: every event once, with how far the log was read, in one transaction. */
final class AuditLoader {

    private static final int LOOKBACK_DAYS = 3;
    private static final int LONGEST_DETAILS = 8_000;
    private static final int LONGEST_BEGINNING = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<Column> COLUMNS = List.of(
            Column.text("event_id"),
            Column.count("occurred_at_us"),
            Column.text("user_id"),
            Column.text("action"),
            Column.text("resource_type"),
            Column.text("resource_id"),
            Column.text("result"),
            Column.text("error_text"),
            Column.text("metadata"),
            Column.text("api_key_hash"),
            Column.text("key_alias"),
            Column.text("endpoint_path"),
            Column.text("method"),
            Column.count("status"),
            Column.count("duration_us"),
            Column.count("client_hash"),
            Column.text("client_network"),
            Column.text("agent_family"),
            Column.text("session_hash"));

    private final Path routes;
    private final int endpointsPerService;
    private final Clock clock;

    AuditLoader(Path routes, int endpointsPerService, Clock clock) {
        this.routes = routes;
        this.endpointsPerService = endpointsPerService;
        this.clock = clock;
    }

    /**
     * What became of the events of a reading.
     *
     * @param loaded events that are new
     * @param known events that were there already, and are replaced
     * @param unreadable events that cannot be loaded, for they have no id or no time
     */
    record Counts(long loaded, long known, long unreadable) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(loaded + other.loaded, known + other.known, unreadable + other.unreadable);
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
        Sorted sorted = new Sorted(new LandedEvents(fetch), isWanted);
        stage(sorted, auditSource, writer);
        writer.stage("service_route", ServiceRoutes.of(routes).rows());
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("audit_source", auditSource);
        variables.put("landing_fetch_id", fetch.manifest().fetchId());
        variables.put("fetched_at", UtcTimestamp.of(fetch.manifest().fetchedAt()));
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
                    sorted.isWhole() && goesOn(window, auditSource, writer)
                            ? "load/audit_watermark"
                            : "load/audit_fetch",
                    variables);
            recordDays(writer, runId);
            return counts(writer, sorted.unreadable());
        });
    }

    /** The engine wraps what a reader throws; who reads the message wants to know what is wrong with the landing. */
    private static void stage(Sorted events, String auditSource, WarehouseWriter writer) {
        try {
            writer.stage(
                    "landed_audit_event",
                    RowSource.of(COLUMNS, events, (event, row) -> write(auditSource, event, row)));
        } catch (WarehouseException refused) {
            throw events.failure().map(RuntimeException.class::cast).orElse(refused);
        }
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

    private static Counts counts(WarehouseWriter writer, long unreadable) {
        return writer.query(
                        "select (select count(*) from staged_audit_event) as all_events, (select count(*) from known_event) as known",
                        row -> new Counts(row.count("all_events") - row.count("known"), row.count("known"), unreadable))
                .get(0);
    }

    private void recordDays(WarehouseWriter writer, String runId) {
        writer.run(
                "load/audit_log_days",
                Map.of(
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

    private static void write(String auditSource, AuditEvent event, RowWriter row) {
        Optional<RequestOfEvent> request = RequestOfEvent.of(event);
        KeyOfEvent key = KeyOfEvent.of(event);
        int column = 0;
        row.text(column++, auditSource + ":" + event.id());
        row.number(column++, micros(event.occurredAt()));
        row.text(column++, user(event.user()));
        row.text(column++, event.action() == null ? "(no action)" : event.action());
        row.text(column++, event.resourceType());
        row.text(column++, event.resourceId());
        row.text(column++, event.result());
        row.text(column++, event.error());
        row.text(column++, json(event.details()));
        row.text(column++, key.hash());
        row.text(column++, key.alias());
        row.text(column++, request.map(RequestOfEvent::endpoint).orElse(null));
        row.text(column++, request.map(RequestOfEvent::method).orElse(null));
        row.count(column++, request.map(found -> (long) found.status()).orElse(null));
        row.count(column++, request.map(RequestOfEvent::durationMicros).orElse(null));
        row.count(column++, event.clientHash());
        row.text(column++, event.clientNetwork());
        row.text(column++, event.agentFamily());
        row.text(column, event.sessionHash());
    }

    private static long micros(@Nullable Instant occurredAt) {
        if (occurredAt == null) {
            throw new IllegalStateException("An event without a time is not staged");
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt);
    }

    /** E-mail addresses are the same in any case. */
    private static @Nullable String user(@Nullable String user) {
        return user == null || user.indexOf('@') < 0 ? user : user.toLowerCase(Locale.ROOT);
    }

    /** Cut JSON is none: of what is too long the beginning is kept as a text. */
    private static @Nullable String json(@Nullable ObjectNode details) {
        if (details == null) {
            return null;
        }
        String json = JSON.writeValueAsString(details);
        return json.length() <= LONGEST_DETAILS
                ? json
                : JSON.writeValueAsString(Map.of("beginning", json.substring(0, LONGEST_BEGINNING)));
    }

    /** The events of a reading that are wanted and can be loaded, and what became of the others. */
    private static final class Sorted implements Iterator<AuditEvent> {

        private final Iterator<AuditEvent> events;
        private final Predicate<Instant> isWanted;
        private @Nullable AuditEvent next;
        private long unreadable;
        private boolean isWhole = true;
        private @Nullable LandingException failure;

        Sorted(Iterator<AuditEvent> events, Predicate<Instant> isWanted) {
            this.events = events;
            this.isWanted = isWanted;
        }

        @Override
        public boolean hasNext() {
            try {
                return findNext();
            } catch (LandingException damaged) {
                failure = damaged;
                throw damaged;
            }
        }

        private boolean findNext() {
            while (next == null && events.hasNext()) {
                AuditEvent event = events.next();
                if (event.occurredAt() == null || event.id().isEmpty()) {
                    unreadable++;
                } else if (isWanted.test(event.occurredAt())) {
                    next = event;
                } else {
                    isWhole = false;
                }
            }
            return next != null;
        }

        @Override
        public AuditEvent next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            AuditEvent event = next;
            next = null;
            return event;
        }

        long unreadable() {
            return unreadable;
        }

        Optional<LandingException> failure() {
            return Optional.ofNullable(failure);
        }

        boolean isWhole() {
            return isWhole;
        }
    }
}

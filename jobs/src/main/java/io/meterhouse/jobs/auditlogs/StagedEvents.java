package io.meterhouse.jobs.auditlogs;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.RowWriter;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The events of a reading as rows that scripts load: with the request and the key that each tells of. */
final class StagedEvents {

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

    private StagedEvents() {}

    /** The engine wraps what a reader throws; who reads the message wants to know what is wrong with the landing. */
    static void stage(LoadableEvents events, String auditSource, WarehouseWriter writer) {
        try {
            writer.stage(
                    "landed_audit_event",
                    RowSource.of(COLUMNS, events, (event, row) -> write(auditSource, event, row)));
        } catch (WarehouseException refused) {
            throw events.failure().map(RuntimeException.class::cast).orElse(refused);
        }
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
}

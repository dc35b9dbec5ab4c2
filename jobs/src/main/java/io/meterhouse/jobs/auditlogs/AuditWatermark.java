package io.meterhouse.jobs.auditlogs;

import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an audit log was read, as {@code ops.audit_watermark} has it.
 *
 * @param lastEventAt time of the last event; null when there was none
 * @param fetchId newest landing folder that is loaded
 */
record AuditWatermark(@Nullable Instant lastEventAt, String fetchId) {

    static Optional<AuditWatermark> of(String auditSource, WarehouseWriter writer) {
        return writer
                .query(
                        "select last_event_at, landing_fetch_id from ops.audit_watermark where audit_source = ?",
                        row -> new AuditWatermark(
                                instant(row.optionalTimestamp("last_event_at")), row.text("landing_fetch_id")),
                        auditSource)
                .stream()
                .findFirst();
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}

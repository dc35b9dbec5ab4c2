package io.meterhouse.jobs.auditlogs;

import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log that a warehouse was filled from, as {@code ops.source} has it. */
final class RecordedLog {

    private final AuditLog log;
    private final Clock clock;

    RecordedLog(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    boolean exists(WarehouseWriter writer) {
        return recorded(writer).isPresent();
    }

    /**
     * Lets pass only the log that was read before, as the shape that it was read as.
     *
     * @throws AuditSourceException when it is another one
     */
    void requireSame(WarehouseWriter writer) {
        AuditAddress read =
                recorded(writer).map(known -> withShape(known, writer)).orElse(log.address());
        if (!read.equals(log.address())) {
            throw new AuditSourceException(
                    read.shape() == null || read.shape().equals(log.address().shape())
                            ? otherPlace(read)
                            : otherShape(read, read.shape()));
        }
    }

    /** Only a log that was found: a mistyped address must not become the one that is expected from then on. */
    void record(WarehouseWriter writer) {
        if (recorded(writer).filter(log.address()::equals).isEmpty()) {
            writer.inTransaction(() -> {
                writer.run(
                        "load/source",
                        Map.of(
                                "source", log.source(),
                                "base_url", log.address().text(),
                                "recorded_at", UtcTimestamp.of(clock.instant())));
                return log.source();
            });
        }
    }

    private Optional<AuditAddress> recorded(WarehouseWriter writer) {
        return writer
                .query("select base_url from ops.source where source = ?", row -> row.text("base_url"), log.source())
                .stream()
                .findFirst()
                .map(AuditAddress::of);
    }

    /** A home that an older version recorded has no shape; the events that were loaded tell it. */
    private AuditAddress withShape(AuditAddress recorded, WarehouseWriter writer) {
        String shape = log.address().shape();
        if (shape == null || recorded.shape() != null) {
            return recorded;
        }
        List<String> loaded = writer.query(
                "select audit_source from ops.audit_watermark where audit_source <> 'litellm' union select audit_source from star.fact_audit_event where audit_source <> 'litellm' order by audit_source",
                row -> row.text("audit_source"));
        return recorded.as(loaded.isEmpty() || loaded.contains(shape) ? shape : loaded.get(0));
    }

    private String otherPlace(AuditAddress read) {
        return "This warehouse was filled from the audit log at %s, and the settings name %s. If both are the same log, confirm with '%s'; else use another home."
                .formatted(read.place(), log.address().place(), confirmation());
    }

    private String otherShape(AuditAddress read, String shape) {
        return "This warehouse was filled from the audit log at %s, and the settings name %s. The id of an event begins with its shape, so events that are loaded already would be there twice. Set meterhouse.audit-logs.shape back to %s and name what differs in meterhouse.audit-logs.columns, or use another home. Only if it is another log, of which no event is loaded, confirm with '%s'."
                .formatted(read.text(), log.address().text(), shape, confirmation());
    }

    private String confirmation() {
        return ShellCommand.of("backfill --source %s --from DAY --to DAY --accept-new-address".formatted(log.source()));
    }
}

package io.meterhouse.jobs.outbox;

import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what the outbox tells of each mail, less the mail itself, into the warehouse, so that the snapshot has it. */
public final class DeliveryLedger implements Preparation {

    /** Whoever sends just now is told of by the next run. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final List<Column> COLUMNS = List.of(
            Column.count("delivery_id"),
            Column.text("entry_name"),
            Column.text("report"),
            Column.text("audience"),
            Column.text("from_date"),
            Column.text("to_date"),
            Column.text("recipient"),
            Column.count("version"),
            Column.text("finality"),
            Column.text("state"),
            Column.count("attempt_count"),
            Column.text("queued_at"),
            Column.text("last_attempt_at"),
            Column.text("sent_at"),
            Column.text("answer"),
            Column.count("byte_count"),
            Column.text("snapshot_id"),
            Column.text("run_id"));

    private final WarehouseHome home;
    private final Clock clock;

    public DeliveryLedger(WarehouseHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        // What is known of mails is copied last.
    }

    @Override
    public List<String> settle(WarehouseWriter writer) {
        if (!Outbox.isThere(home)) {
            return List.of();
        }
        List<Delivery> deliveries;
        try (Outbox outbox = Outbox.open(home, clock, PATIENCE)) {
            deliveries = outbox.all();
        } catch (OutboxInUseException sending) {
            return List.of(
                    "Mails are being sent: ops.delivery tells of them as it did before; the next run brings it up.");
        }
        writer.stage("staged_delivery", rows(deliveries));
        writer.inTransaction(() -> {
            writer.run("load/deliveries", Map.of());
            return deliveries.size();
        });
        return List.of();
    }

    private static RowSource rows(List<Delivery> deliveries) {
        return RowSource.of(COLUMNS, deliveries.iterator(), (delivery, row) -> {
            row.count(0, delivery.id());
            row.text(1, delivery.entry());
            row.text(2, delivery.addressed().report());
            row.text(3, delivery.addressed().audience());
            row.text(4, delivery.addressed().from().toString());
            row.text(5, delivery.addressed().to().toString());
            row.text(6, delivery.addressed().recipient());
            row.count(7, (long) delivery.version());
            row.text(8, delivery.finality());
            row.text(9, delivery.state().words());
            row.count(10, (long) delivery.attempts());
            row.text(11, utc(delivery.queuedAt()));
            row.text(12, utc(delivery.lastAttemptAt()));
            row.text(13, utc(delivery.sentAt()));
            row.text(14, delivery.answer());
            row.count(15, delivery.bytes());
            row.text(16, delivery.snapshotId());
            row.text(17, delivery.runId());
        });
    }

    private static @Nullable String utc(@Nullable Instant instant) {
        return instant == null ? null : instant.toString().replace("Z", "");
    }
}

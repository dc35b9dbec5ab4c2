package io.meterhouse.jobs.publish;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one gate to the readers: checks first, and a blocking one keeps everything as it was. */
public final class Publication {

    private final Clock clock;

    public Publication(Clock clock) {
        this.clock = clock;
    }

    /** Runs every quality check and keeps what it found. */
    public List<QualityCheck.Result> check(Lease lease, String runId) {
        WarehouseWriter warehouse = lease.writer();
        List<QualityCheck.Result> results =
                QualityCheck.all().stream().map(warehouse::check).toList();
        warehouse.inTransaction(() -> {
            for (QualityCheck.Result result : results) {
                warehouse.run(
                        "load/quality_result",
                        Map.of(
                                "run_id", runId,
                                "check_name", result.check().name(),
                                "severity", result.check().severity().name().toLowerCase(java.util.Locale.ROOT),
                                "offending_row_count", result.offendingRowCount(),
                                "checked_at", UtcTimestamp.of(clock.instant())));
            }
            return results.size();
        });
        return results;
    }

    /**
     * Publishes unless a blocking check is broken.
     *
     * @return identity of the snapshot; empty when a check blocked
     */
    public Optional<String> publish(Lease lease, String runId, List<QualityCheck.Result> results) {
        if (results.stream().anyMatch(QualityCheck.Result::blocks)) {
            return Optional.empty();
        }
        String snapshotId = "S-" + runId;
        lease.publish(snapshotId, runId);
        return Optional.of(snapshotId);
    }
}

package io.meterhouse.jobs.uses;

import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;
import java.util.Map;

/** Copies the uses of snapshots into the warehouse, so that the next snapshot has them. */
public final class UseLedger implements Preparation {

    private static final List<Column> COLUMNS =
            List.of(Column.text("used_at"), Column.text("command"), Column.text("subject"), Column.text("snapshot_id"));

    private final UseLog log;

    public UseLedger(WarehouseHome home) {
        this.log = new UseLog(home);
    }

    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<SnapshotUse> uses = log.all();
        writer.stage("staged_use", RowSource.of(COLUMNS, uses.iterator(), (use, row) -> {
            row.text(0, use.at().toString().replace("Z", ""));
            row.text(1, use.command());
            row.text(2, use.subject());
            row.text(3, use.snapshotId());
        }));
        writer.inTransaction(() -> {
            writer.run("load/snapshot_uses", Map.of());
            return uses.size();
        });
    }
}

package io.meterhouse.jobs.decisions;

import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;

/** Copies what was decided about findings into a warehouse that does not know it, such as one that was made anew. */
public final class DecisionLedger implements Preparation {

    private final DecisionLog log;

    public DecisionLedger(WarehouseHome home) {
        this.log = new DecisionLog(home);
    }

    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        // What was decided is copied last.
    }

    @Override
    public List<String> settle(WarehouseWriter writer) {
        log.copyTo(writer);
        return List.of();
    }
}

package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.operations.FinishedExecutions;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;

/** What the job repository remembers of jobs that ended. */
final class ExpiringExecutions implements Expiring {

    private final FinishedExecutions executions;
    private final LocalDate keptFrom;

    ExpiringExecutions(FinishedExecutions executions, LocalDate keptFrom) {
        this.executions = executions;
        this.keptFrom = keptFrom;
    }

    @Override
    public Expired look(WarehouseWriter writer) {
        return Expired.rows("executions of the job repository", executions.count(keptFrom.atStartOfDay()), 0, keptFrom);
    }

    @Override
    public void delete(WarehouseWriter writer) {
        executions.forget(keptFrom.atStartOfDay());
    }
}

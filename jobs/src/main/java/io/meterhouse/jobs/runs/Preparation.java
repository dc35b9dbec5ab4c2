package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseWriter;

/** What a run takes from the configuration into the warehouse before it reads any source. */
@FunctionalInterface
public interface Preparation {

    /**
     * Takes it.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException when it is not what it must be; the run ends there
     */
    void prepare(RunRequest request, WarehouseWriter writer);
}

package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;

/** What a run takes from the configuration into the warehouse before it reads any source. */
@FunctionalInterface
public interface Preparation {

    /**
     * Takes it.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException when it is not what it must be; the run ends there
     */
    void prepare(RunRequest request, WarehouseWriter writer);

    /**
     * Brings what is loaded to what was taken, when every source was read and before the checks.
     *
     * @return what is worth knowing of it, a sentence each
     */
    default List<String> settle(WarehouseWriter writer) {
        return List.of();
    }
}

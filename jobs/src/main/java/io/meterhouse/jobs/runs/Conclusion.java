package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;

/** What a run works out from what is loaded, before the checks. One that fails is a gap, and everything else goes on without it. */
public interface Conclusion {

    /** How it is told of a run. */
    String name();

    /**
     * Works it out and writes it, as a whole or not at all.
     *
     * @return what is worth knowing of it, a sentence each
     */
    List<String> conclude(RunRequest request, WarehouseWriter writer);
}

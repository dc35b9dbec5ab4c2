package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseWriter;

/** Work on what a home already has: it asks nobody, and goes through the same checks and publication as what is brought. */
public interface Upkeep extends Source {

    @Override
    default boolean isConfigured() {
        return true;
    }

    @Override
    default boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return false;
    }
}

package io.meterhouse.jobs.retention;

import io.meterhouse.warehouse.WarehouseWriter;

/** One kind of thing that is not kept for ever. */
interface Expiring {

    /** How much of it is to go; changes nothing. */
    Expired look(WarehouseWriter writer);

    /** Deletes what is to go. Called again after it was killed, it deletes the rest. */
    void delete(WarehouseWriter writer);
}

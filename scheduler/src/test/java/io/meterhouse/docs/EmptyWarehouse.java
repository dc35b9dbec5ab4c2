package io.meterhouse.docs;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A warehouse without usage whose snapshot is published. */
final class EmptyWarehouse {

    private EmptyWarehouse() {}

    static Warehouse publishedIn(Path home) {
        Clock clock = Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC);
        Warehouse warehouse = new Warehouse(new WarehouseHome(home), WarehouseProperties.defaults(), clock);
        try (Lease lease = warehouse.lease("test")) {
            lease.publish("S-20261001T030000Z-test", "20261001T030000Z-test");
        }
        return warehouse;
    }
}

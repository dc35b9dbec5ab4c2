package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Looks into a small warehouse as a night does, and publishes what was found. */
final class Looking {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");

    private Looking() {}

    static void at(SmallWarehouse warehouse) {
        at(warehouse, Shipped.MODELS);
    }

    static void at(SmallWarehouse warehouse, ModelThresholds models) {
        at(warehouse, models, Shipped.OFF_PEAK, NEWEST);
    }

    static void at(SmallWarehouse warehouse, ModelThresholds models, OffPeakTerms offPeak, LocalDate latest) {
        OptimizerTerms terms = new OptimizerTerms(
                new OptimizerProperties(30, BigDecimal.ONE),
                models,
                Shipped.CACHING,
                Shipped.PLANS,
                Shipped.INFRASTRUCTURE,
                offPeak);
        Warehouse home = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = home.lease("test")) {
            new Optimizer(terms).look(latest, lease.writer());
        }
        warehouse.fill(rows -> {});
    }
}

package io.meterhouse.jobs.dailyusage;

import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;

/** The name a warehouse's facts are filed under: one home, one gateway, or a day would stand in it twice. */
final class GatewayName {

    private GatewayName() {}

    /**
     * Refuses another name than the facts have.
     *
     * @throws Preflight.OtherSourceException when the warehouse was filled under another name
     */
    static void require(String name, WarehouseWriter warehouse) {
        List<String> others = warehouse.query(
                "select min(gateway) as gateway from star.fact_usage_daily where gateway <> ? having count(*) > 0",
                row -> row.text("gateway"),
                name);
        if (!others.isEmpty()) {
            throw new Preflight.OtherSourceException(
                    "This warehouse was filled under the gateway name '%s' and meterhouse.litellm.name is '%s'; its days would count twice. Set the name back, use another home for another gateway, or rename this one: move warehouse/meterhouse.duckdb away and run '%s'."
                            .formatted(others.get(0), name, ShellCommand.of("rebuild")));
        }
    }
}

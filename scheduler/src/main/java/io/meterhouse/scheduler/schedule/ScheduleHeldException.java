package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;
import java.util.Optional;

/** Another daemon of the home is running. */
public final class ScheduleHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScheduleHeldException(WarehouseHome home, Optional<ScheduleState> holder) {
        super(
                "A schedule of the home %s is running%s. One is enough; stop that one first, or let several share a database (meterhouse.schedule.jdbc-url)."
                        .formatted(
                                home.root(),
                                holder.map(state -> ": " + state.sentence()).orElse("")));
    }
}

package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;

/** The database keeps the schedule of another home, whose daemons would start this one's commands there, and the other way round. */
public final class ScheduleRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScheduleRefusedException(String jdbcUrl, String itsId, WarehouseHome home) {
        super(
                "%s keeps the schedule of another home: it carries the id %s and the home %s has %s. Daemons that share a database share a home, too; give this home a database or a schema of its own (meterhouse.schedule.jdbc-url)."
                        .formatted(jdbcUrl, itsId, home.root(), home.id()));
    }
}

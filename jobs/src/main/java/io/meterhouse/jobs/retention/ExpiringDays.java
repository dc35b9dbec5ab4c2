package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.landing.Extent;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** Days of the landing zone: every fetch of a day goes with it. */
final class ExpiringDays implements Expiring {

    private final String kind;
    private final Landing landing;
    private final String source;
    private final LocalDate keptFrom;
    private final Function<WarehouseWriter, LocalDate> stillNeededFrom;

    /**
     * Days of a source.
     *
     * @param stillNeededFrom first day whose landing a next run needs, whatever its age
     */
    ExpiringDays(
            String kind,
            Landing landing,
            String source,
            LocalDate keptFrom,
            Function<WarehouseWriter, LocalDate> stillNeededFrom) {
        this.kind = kind;
        this.landing = landing;
        this.source = source;
        this.keptFrom = keptFrom;
        this.stillNeededFrom = stillNeededFrom;
    }

    @Override
    public Expired look(WarehouseWriter writer) {
        List<LocalDate> days = days(writer);
        Extent extent = Extent.NOTHING;
        for (LocalDate day : days) {
            extent = extent.plus(landing.extent(source, day.toString()));
        }
        return Expired.files(kind, days.size(), extent.files(), extent.bytes(), keptFrom);
    }

    @Override
    public void delete(WarehouseWriter writer) {
        days(writer).forEach(day -> landing.delete(source, day.toString()));
    }

    private List<LocalDate> days(WarehouseWriter writer) {
        LocalDate needed = stillNeededFrom.apply(writer);
        return landing.days(source).stream()
                .filter(day -> day.isBefore(keptFrom) && day.isBefore(needed))
                .toList();
    }
}

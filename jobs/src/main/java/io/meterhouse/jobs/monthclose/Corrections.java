package io.meterhouse.jobs.monthclose;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Books what a run changed of closed months, when every source was read. */
public final class Corrections implements Preparation {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT);

    private final Clock clock;

    private final LandedBookings landed;

    /**
     * Corrections of what was booked in a home.
     *
     * @param landing where what was booked outlives the warehouse
     */
    public Corrections(Path landing, Clock clock) {
        this.clock = clock;
        this.landed = new LandedBookings(new Landing(landing, clock));
    }

    /** Puts back what was booked when the warehouse was made anew: before any day is priced or corrected. */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        landed.restore(writer);
    }

    @Override
    public List<String> settle(WarehouseWriter writer) {
        if (writer.query("select 1 as n from ops.closed_month limit 1", row -> row.count("n"))
                .isEmpty()) {
            return List.of();
        }
        String foundAt = UtcTimestamp.of(clock.instant()).toString();
        return writer.inTransaction(() -> {
            writer.run("load/corrections", Map.of("found_at", foundAt));
            landed.landCorrections(foundAt, writer);
            return writer.query(
                    """
                    select month_start_date, count(*) as line_count, sum(booked_amount) as booked_amount
                    from star.fact_booking
                    where is_correction and booked_at = ?::timestamp
                    group by month_start_date
                    order by month_start_date
                    """,
                    row -> sentence(row.day("month_start_date"), row.count("line_count"), row.text("booked_amount")),
                    foundAt);
        });
    }

    private static String sentence(LocalDate month, long lines, String amount) {
        return "%s is closed, and %d of its bookings changed by %s USD together: marts.corrections has them."
                .formatted(MONTH.format(month), lines, amount);
    }
}

package io.meterhouse.jobs.monthclose;

import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
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

    public Corrections(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        // There is nothing to take: what a correction is follows from what the sources bring.
    }

    @Override
    public List<String> settle(WarehouseWriter writer) {
        String foundAt = UtcTimestamp.of(clock.instant()).toString();
        return writer.inTransaction(() -> {
            writer.run("load/corrections", Map.of("found_at", foundAt));
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

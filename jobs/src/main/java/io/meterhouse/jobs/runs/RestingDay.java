package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.RowMapper;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.util.List;

/**
 * A day that failed so many nights on end that nights try it once a week; {@code macros/is_tried_weekly.sql} says which days those are.
 *
 * @param source name of the source
 * @param day the UTC day
 * @param attempts attempts so far, those that succeeded before included
 * @param nextTry the UTC date of the first night that tries it again
 * @param error why the last attempt failed
 */
public record RestingDay(String source, LocalDate day, long attempts, LocalDate nextTry, String error) {

    /** An attempt that lies ahead was made while the clock was wrong, and says nothing of when to try again. */
    private static final String RESTING = """
            select source, usage_date, attempt_count, next_weekly_try(last_attempt_at) as next_try, last_error
            from ops.day_status
            where is_tried_weekly(attempt_count, loaded_at, last_attempt_at, last_error)
                and next_weekly_try(last_attempt_at) > ?::date
                and last_attempt_at::date <= ?::date
            order by source, usage_date
            """;

    private static final RowMapper<RestingDay> ROW = row -> new RestingDay(
            row.text("source"),
            row.day("usage_date"),
            row.count("attempt_count"),
            row.day("next_try"),
            row.text("last_error"));

    /** Days of a source that a night of that date leaves alone. */
    public static List<RestingDay> of(String source, LocalDate today, WarehouseWriter ledger) {
        return ledger.query(RESTING, ROW, today, today).stream()
                .filter(day -> day.source().equals(source))
                .toList();
    }

    /** Days of all sources that a night of that date leaves alone, as the snapshot knows them. */
    public static List<RestingDay> all(LocalDate today, SnapshotReader snapshot) {
        return snapshot.query(RESTING, ROW, today, today);
    }

    /** What it means, for people. */
    public String sentence() {
        return "%s of %s failed in %d attempts and is tried once a week, again on %s; 'backfill' tries it at any time. The last error: %s"
                .formatted(day, source, attempts, nextTry, error);
    }
}

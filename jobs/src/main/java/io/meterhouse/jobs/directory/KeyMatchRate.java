package io.meterhouse.jobs.directory;

import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of a source's usage with an API key is by keys that a directory lists.
 *
 * @param source source of the usage, for example {@code litellm}
 * @param from first day it is measured over
 * @param to last day it is measured over
 * @param requestPercent percent of the requests; null when the source tells none
 * @param spendPercent percent of the spend; null when the source tells none
 */
public record KeyMatchRate(
        String source,
        LocalDate from,
        LocalDate to,
        @Nullable BigDecimal requestPercent,
        @Nullable BigDecimal spendPercent) {

    private static final String COLUMNS = """
            select source, from_date, to_date, request_count, matched_request_count, spend_usd, matched_spend_usd
            from ops.match_rate
            """;

    /** Measures it over the last seven loaded days of each source that has usage with keys, and keeps it for the run. */
    public static List<KeyMatchRate> measure(WarehouseWriter warehouse, String runId, Instant now) {
        return warehouse.inTransaction(() -> {
            warehouse.run("load/match_rate", Map.of("run_id", runId, "measured_at", UtcTimestamp.of(now)));
            return warehouse.query(COLUMNS + "where run_id = ? order by source", KeyMatchRate::of, runId);
        });
    }

    /** What was measured last of each source. */
    public static List<KeyMatchRate> latest(SnapshotReader snapshot) {
        return snapshot.query(
                COLUMNS
                        + "qualify row_number() over (partition by source order by measured_at desc, run_id desc) = 1 order by source",
                KeyMatchRate::of);
    }

    private static KeyMatchRate of(Row row) throws SQLException {
        return new KeyMatchRate(
                row.text("source"),
                row.day("from_date"),
                row.day("to_date"),
                percent(row.optionalDecimal("matched_request_count"), row.optionalDecimal("request_count")),
                percent(row.optionalDecimal("matched_spend_usd"), row.optionalDecimal("spend_usd")));
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0
                ? null
                : part.multiply(BigDecimal.valueOf(100)).divide(whole, 1, RoundingMode.HALF_UP);
    }

    /** As it is told to people. */
    public String sentence() {
        return "Keys that the directory lists make %s of the requests and %s of the spend of %s with a key (%s to %s)."
                .formatted(shown(requestPercent), shown(spendPercent), source, from, to);
    }

    private static String shown(@Nullable BigDecimal percent) {
        return Optional.ofNullable(percent).map(known -> known + " %").orElse("–");
    }
}

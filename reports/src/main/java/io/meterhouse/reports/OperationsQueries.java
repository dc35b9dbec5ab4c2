package io.meterhouse.reports;

import io.meterhouse.reports.pages.HeatMap;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.RowMapper;
import io.meterhouse.warehouse.SnapshotReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the marts of one snapshot for the figures of one request, by the files of {@code reports/queries/operations}. */
final class OperationsQueries {

    private final SnapshotReader snapshot;
    private final List<LocalDate> range;

    OperationsQueries(SnapshotReader snapshot, ReportRequest request) {
        this.snapshot = snapshot;
        this.range = List.of(request.from(), request.to());
    }

    /**
     * What was read of the access logs.
     *
     * @param dayCount days of the range
     * @param loadedDayCount days that were read
     * @param partialDayCount those of them that were not over yet
     * @param detailedFrom first day from which every request is kept to the end of the range; null when there is none
     */
    record Coverage(
            long dayCount,
            long loadedDayCount,
            long partialDayCount,
            @Nullable LocalDate detailedFrom) {}

    /**
     * All requests of the range.
     *
     * @param successRate 0 to 1; null without requests
     */
    record Total(
            long requestCount,
            @Nullable BigDecimal successRate,
            long serverErrorCount,
            long timeoutCount,
            long throttledCount,
            long clientErrorCount) {}

    SnapshotIdentity identity() {
        return SnapshotIdentity.of(snapshot);
    }

    Coverage coverage() {
        return one(
                "coverage",
                row -> new Coverage(
                        row.count("day_count"),
                        row.count("loaded_day_count"),
                        row.count("partial_day_count"),
                        row.optionalDay("detailed_from")));
    }

    Total total() {
        return one(
                "total",
                row -> new Total(
                        row.count("request_count"),
                        row.optionalDecimal("success_rate"),
                        row.count("server_error_count"),
                        row.count("timeout_count"),
                        row.count("throttled_count"),
                        row.count("client_error_count")));
    }

    private <T> T one(String query, RowMapper<T> mapper) {
        return snapshot.query(QueryFile.read("operations/" + query), mapper, range.toArray())
                .get(0);
    }

    HeatMap heatMap() {
        return HeatMap.ofHours(
                snapshot
                        .query(QueryFile.read("operations/usage_heatmap"), OperationsQueries::cell, range.toArray())
                        .stream()
                        .flatMap(Optional::stream)
                        .toList(),
                Locale.ENGLISH);
    }

    /** Requests whose hour is not known any more stand in no cell. */
    private static Optional<HeatMap.Cell> cell(Row row) throws SQLException {
        Long weekday = row.optionalCount("iso_weekday");
        if (weekday == null) {
            return Optional.empty();
        }
        BigDecimal mean = row.optionalDecimal("mean_request_count");
        return Optional.of(new HeatMap.Cell(
                weekday.intValue() - 1, (int) row.count("local_hour"), mean == null ? null : mean.doubleValue()));
    }

    List<Map<String, ?>> rows(MartTable table) {
        return table.rows(snapshot, range);
    }

    void writeCsv(String query, Path file) {
        MartCsv.write(snapshot, QueryFile.read("operations/" + query), range, file);
    }
}

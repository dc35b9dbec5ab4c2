package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.landing.LandingManifest;
import io.meterhouse.jobs.runs.RestingDay;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the warehouse knows of the feed: its days, its files, its name and its address. */
final class FeedLedger {

    private final WarehouseWriter writer;

    FeedLedger(WarehouseWriter writer) {
        this.writer = writer;
    }

    /** How it stands with a day. */
    enum DayState {
        /** Never loaded. */
        FAILED,
        /** Loaded, but not when it was attempted last. */
        STALE,
        /** Failed so often that nights leave it alone for a week. */
        RESTING,
        PROVISIONAL,
        FINAL,
        /** Before the kept range: deleted, and wanted again only by whoever names it. */
        EXPIRED
    }

    /** How it stands today with each day that was ever attempted. */
    Map<LocalDate, DayState> days(LocalDate today) {
        Map<LocalDate, DayState> days = new HashMap<>();
        writer.query("""
                select
                    usage_date,
                    case
                        when state = 'expired' then 'EXPIRED'
                        when state = 'failed' then 'FAILED'
                        when last_error is not null then 'STALE'
                        when is_final then 'FINAL'
                        else 'PROVISIONAL'
                    end as state
                from ops.day_status
                where source = ?
                """, row -> days.put(row.day("usage_date"), DayState.valueOf(row.text("state"))), UsageFeed.NAME);
        RestingDay.of(UsageFeed.NAME, today, writer).forEach(resting -> days.put(resting.day(), DayState.RESTING));
        return days;
    }

    /** Whether a selection takes a day in that state. */
    static boolean takes(RunRequest.Selection selection, @Nullable DayState state) {
        return switch (selection) {
            case ALL -> true;
            case MISSING -> state == null;
            case FAILED -> state == DayState.FAILED || state == DayState.STALE || state == DayState.RESTING;
            case DUE -> state != DayState.FINAL && state != DayState.RESTING && state != DayState.EXPIRED;
        };
    }

    /** Every file as it was when it was loaded. */
    List<FeedFile> files() {
        Map<String, SortedMap<LocalDate, Long>> days = new TreeMap<>();
        Map<String, String> paths = new HashMap<>();
        writer.query("select content_sha256, file_path, usage_date, row_count from ops.usage_feed_file", row -> {
            String sha256 = row.text("content_sha256");
            paths.put(sha256, row.text("file_path"));
            SortedMap<LocalDate, Long> ofFile = days.computeIfAbsent(sha256, unseen -> new TreeMap<>());
            LocalDate day = row.optionalDay("usage_date");
            if (day != null) {
                ofFile.put(day, row.count("row_count"));
            }
            return row;
        });
        List<FeedFile> files = new ArrayList<>();
        days.forEach(
                (sha256, ofFile) -> files.add(new FeedFile(Objects.requireNonNull(paths.get(sha256)), sha256, ofFile)));
        return files;
    }

    private record FileDay(FeedFile file, @Nullable LocalDate day, long rows) {}

    /** Records files of which every day is settled. */
    void record(List<FeedFile> files, Instant now, String runId) {
        List<FileDay> days = new ArrayList<>();
        for (FeedFile file : files) {
            file.rowsByDay().forEach((day, rows) -> days.add(new FileDay(file, day, rows)));
            if (file.rowsByDay().isEmpty()) {
                days.add(new FileDay(file, null, 0));
            }
        }
        writer.stage(
                "staged_usage_feed_file",
                RowSource.of(
                        List.of(
                                Column.text("file_path"),
                                Column.text("content_sha256"),
                                Column.text("usage_date"),
                                Column.count("row_count")),
                        days.iterator(),
                        (next, row) -> {
                            row.text(0, next.file().path());
                            row.text(1, next.file().sha256());
                            row.text(2, next.day() == null ? null : next.day().toString());
                            row.number(3, next.rows());
                        }));
        writer.inTransaction(() -> {
            writer.run("load/usage_feed_file", Map.of("run_id", runId, "loaded_at", UtcTimestamp.of(now)));
            return files.size();
        });
    }

    /** A name other than this that facts are filed under. */
    Optional<String> otherName(String name) {
        return writer
                .query(
                        "select min(feed_name) as feed_name from star.fact_usage_feed_daily where feed_name <> ? having count(*) > 0",
                        row -> row.text("feed_name"),
                        name)
                .stream()
                .findFirst();
    }

    /** The database that the feed was read from before. */
    Optional<String> address() {
        return writer
                .query("select base_url from ops.source where source = ?", row -> row.text("base_url"), UsageFeed.NAME)
                .stream()
                .findFirst();
    }

    void recordAddress(String address, Instant now) {
        writer.inTransaction(() -> {
            writer.run(
                    "load/source",
                    Map.of("source", UsageFeed.NAME, "base_url", address, "recorded_at", UtcTimestamp.of(now)));
            return address;
        });
    }

    /** The totals of a day as they are loaded, 0 where the feed does not tell; empty when it is not loaded. */
    Optional<LandingManifest.Totals> totals(LocalDate day) {
        return writer
                .query(
                        """
                        select request_count, total_tokens, spend_usd
                        from ops.day_status
                        where source = ? and usage_date = ? and state in ('loaded', 'zero', 'partial')
                        """,
                        row -> new LandingManifest.Totals(
                                Objects.requireNonNullElse(row.optionalCount("request_count"), 0L),
                                Objects.requireNonNullElse(row.optionalCount("total_tokens"), 0L),
                                Objects.requireNonNullElse(row.optionalDecimal("spend_usd"), BigDecimal.ZERO)),
                        UsageFeed.NAME,
                        day)
                .stream()
                .findFirst();
    }

    /** The landing fetch that a day was loaded from. */
    @Nullable
    String loadedFetch(LocalDate day) {
        return writer
                .query(
                        "select landing_fetch_id from ops.day_status where source = ? and usage_date = ? and landing_fetch_id is not null",
                        row -> row.text("landing_fetch_id"),
                        UsageFeed.NAME,
                        day)
                .stream()
                .findFirst()
                .orElse(null);
    }
}

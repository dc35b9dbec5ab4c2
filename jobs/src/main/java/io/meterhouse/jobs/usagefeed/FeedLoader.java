package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.landing.LandingManifest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads landed days of the feed: replaces the whole day with its ledger row in one transaction. */
final class FeedLoader {

    private static final LocalTime COMPLETE_AT = LocalTime.of(2, 0);
    private static final int LOOKBACK_DAYS = 3;

    private final Clock clock;

    FeedLoader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Replaces a day.
     *
     * @return rows of facts that now stand for it
     * @throws FeedRefusedException when the feed shrank, or rows of the day cannot be added without doubt
     */
    long load(LandedFeedDay landed, WarehouseWriter writer, String runId, String reason) {
        LandingManifest manifest = landed.manifest();
        FeedTotals totals = FeedTotals.of(landed.parts());
        writer.stage("staged_usage_feed", rows(landed.parts()));
        return writer.inTransaction(() -> {
            refuseDoubtful(landed, writer);
            if (!manifest.acceptsLower()) {
                refuseShrunk(landed.day(), totals, new FeedLedger(writer));
            }
            Map<String, @Nullable Object> variables = variables(landed, totals, runId, reason);
            writer.run("load/named_user_of_feed", variables);
            writer.run("load/user_by_day", variables);
            writer.run("load/usage_feed_day", variables);
            writer.run("load/inferred_members", variables);
            writer.run("load/fact_usage_feed_daily", variables);
            long rowCount = writer.query(
                            "select count(*) as n from star.fact_usage_feed_daily where feed_name = ? and usage_date = ?",
                            row -> row.count("n"),
                            landed.feedName(),
                            landed.day())
                    .get(0);
            variables.put("row_count", rowCount);
            writer.run("load/day_status", variables);
            return rowCount;
        });
    }

    /** Writes into the ledger that an attempt failed; what was loaded before stays. */
    void recordFailure(LocalDate day, String error, WarehouseWriter writer, String runId) {
        writer.inTransaction(() -> {
            writer.run(
                    "load/day_failure",
                    Map.of(
                            "source", UsageFeed.NAME,
                            "usage_date", day,
                            "error", error,
                            "run_id", runId,
                            "attempted_at", UtcTimestamp.of(clock.instant())));
            return day;
        });
    }

    private Map<String, @Nullable Object> variables(
            LandedFeedDay landed, FeedTotals totals, String runId, String reason) {
        LocalDate day = landed.day();
        Instant fetchedAt = landed.manifest().fetchedAt();
        boolean isEmpty = landed.parts().stream().allMatch(part -> part.rows().isEmpty());
        BigDecimal cost = totals.costUsd();
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("source", UsageFeed.NAME);
        variables.put("feed_name", landed.feedName());
        variables.put("usage_date", day);
        variables.put("run_id", runId);
        variables.put("reason", reason);
        variables.put("loaded_at", UtcTimestamp.of(clock.instant()));
        variables.put("state", fetchedAt.isBefore(completeAt(day)) ? "partial" : isEmpty ? "zero" : "loaded");
        variables.put("is_final", !fetchedAt.isBefore(completeAt(day.plusDays(LOOKBACK_DAYS))));
        // Nothing happened: that is known, and not unknown.
        variables.put("request_count", isEmpty ? Long.valueOf(0) : totals.requests());
        variables.put("total_tokens", isEmpty ? Long.valueOf(0) : totals.tokens());
        variables.put("spend_usd", isEmpty ? "0" : cost == null ? null : cost.toPlainString());
        variables.put("landing_fetch_id", landed.manifest().fetchId());
        variables.put("litellm_version", null);
        variables.put("source_warning", null);
        return variables;
    }

    private static Instant completeAt(LocalDate day) {
        return day.plusDays(1).atTime(COMPLETE_AT).toInstant(ZoneOffset.UTC);
    }

    private static void refuseShrunk(LocalDate day, FeedTotals totals, FeedLedger ledger) {
        LandingManifest.Totals now = totals.comparable();
        Optional<LandingManifest.Totals> loaded = ledger.totals(day);
        if (loaded.isPresent() && now.isLowerThan(loaded.get())) {
            throw new FeedRefusedException(
                    "The source shrank: the usage feed now says %d requests, %d tokens and $%s for %s, less than the %d requests, %d tokens and $%s loaded before, which stay. If that is right, run '%s'; else see whether a file is missing or the query is another one."
                            .formatted(
                                    now.requestCount(),
                                    now.totalTokens(),
                                    plain(now.spendUsd()),
                                    day,
                                    loaded.get().requestCount(),
                                    loaded.get().totalTokens(),
                                    plain(loaded.get().spendUsd()),
                                    ShellCommand.of("backfill --from %s --to %s --source usage-feed --accept-lower"
                                            .formatted(day, day))));
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    /** Rows of one user, key, model and provider in two files may be the same usage twice; a figure that only some tell has no sum. */
    private static void refuseDoubtful(LandedFeedDay landed, WarehouseWriter writer) {
        List<String> doubts = writer.query("""
                select
                    count(*) filter (origin_count > 1) as twice_count,
                    any_value(first_origin) filter (origin_count > 1) as first_origin,
                    any_value(last_origin) filter (origin_count > 1) as last_origin,
                    count(*) filter (is_half) as half_count
                from (
                    select
                        count(distinct origin) as origin_count,
                        min(origin) as first_origin,
                        max(origin) as last_origin,
                        count(request_count) not in (0, count(*))
                            or count(prompt_tokens) not in (0, count(*))
                            or count(completion_tokens) not in (0, count(*))
                            or count(total_tokens) not in (0, count(*))
                            or count(cost_usd) not in (0, count(*)) as is_half
                    from staged_usage_feed
                    group by user_name, api_key, model, provider
                )
                """, row -> {
            if (row.count("twice_count") > 0) {
                return "%s and %s both hold rows of %s for the same user, key, model and provider (%d such cells), so that usage may be in both. Leave one of them out of meterhouse.usage-feed.files, or tell the rows apart in one of these columns; nothing of the day is loaded."
                        .formatted(
                                row.text("first_origin"),
                                row.text("last_origin"),
                                landed.day(),
                                row.count("twice_count"));
            }
            return row.count("half_count") > 0
                    ? "Rows of %s for the same user, key, model and provider tell a figure in one line and not in another (%d such cells), so that it has no sum; nothing of the day is loaded. Fill the column in all of them or in none."
                            .formatted(landed.day(), row.count("half_count"))
                    : "";
        });
        if (!doubts.get(0).isEmpty()) {
            throw new FeedRefusedException(doubts.get(0));
        }
    }

    private record OriginRow(String origin, FeedRow row) {}

    private static RowSource rows(List<FeedPart> parts) {
        List<OriginRow> all = new ArrayList<>();
        parts.forEach(part -> part.rows().forEach(row -> all.add(new OriginRow(part.origin(), row))));
        return RowSource.of(
                List.of(
                        Column.text("origin"),
                        Column.text("user_name"),
                        Column.text("api_key"),
                        Column.text("model"),
                        Column.text("provider"),
                        Column.count("request_count"),
                        Column.count("prompt_tokens"),
                        Column.count("completion_tokens"),
                        Column.count("total_tokens"),
                        Column.money("cost_usd")),
                all.iterator(),
                (next, row) -> {
                    row.text(0, next.origin());
                    row.text(1, next.row().user());
                    row.text(2, next.row().keyHash());
                    row.text(3, next.row().model());
                    row.text(4, next.row().provider());
                    row.count(5, next.row().requests());
                    row.count(6, next.row().promptTokens());
                    row.count(7, next.row().completionTokens());
                    row.count(8, next.row().totalTokens());
                    row.money(9, next.row().costUsd());
                });
    }
}

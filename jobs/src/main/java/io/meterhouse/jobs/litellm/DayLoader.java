package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.LandingManifest;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads landed days into the star: replaces the whole day, compares it with what the source stated, and commits both or neither.
 */
public final class DayLoader {

    /** When a UTC day is complete: LiteLLM books a request under the day it started, up to 100 minutes after it. */
    private static final LocalTime COMPLETE_AT = LocalTime.of(2, 0);

    private final String gateway;
    private final int lookbackDays;
    private final Clock clock;

    public DayLoader(LiteLlmProperties properties, Clock clock) {
        this.gateway = properties.name();
        this.lookbackDays = properties.lookbackDays();
        this.clock = clock;
    }

    /**
     * A landed day, merged and joined, ready for {@link #load}; reading it needs no warehouse.
     *
     * @throws io.meterhouse.jobs.landing.LandingException when a landing file is not what was received
     */
    public ParsedDay parse(LocalDate day, LandedFetch fetch) {
        try {
            return new ParsedDay(day, LandedDay.read(day, fetch));
        } catch (TornAnswerException | UnreadableAnswerException contradiction) {
            throw new DayNotLoadedException(
                    "The landed answers of %s (fetch %s) cannot be loaded: %s Backfill the day to fetch it again."
                            .formatted(day, fetch.manifest().fetchId(), contradiction.getMessage()));
        }
    }

    /** A landed day between landing and warehouse. */
    public static final class ParsedDay {
        private final LocalDate day;
        private final LandedDay.Content content;

        ParsedDay(LocalDate day, LandedDay.Content content) {
            this.day = day;
            this.content = content;
        }

        public LocalDate day() {
            return day;
        }
    }

    /**
     * Replaces the day in one transaction.
     *
     * @throws DayNotLoadedException when the source shrank or the sums differ
     */
    public void load(ParsedDay parsed, WarehouseWriter warehouse, String runId, String reason) {
        LocalDate day = parsed.day;
        DayActivity activity = parsed.content.activity();
        LandingManifest manifest = parsed.content.manifest();
        warehouse.stage("staged_usage", UsageRows.usage(parsed.content.cells()));
        warehouse.stage("staged_breakdown", UsageRows.breakdown(activity));
        warehouse.stage("staged_sum", UsageRows.sums(activity));
        warehouse.stage("staged_key", UsageRows.keys(activity));
        warehouse.inTransaction(() -> {
            if (!manifest.acceptsLower()) {
                refuseShrunk(day, activity, warehouse);
            }
            Map<String, @Nullable Object> variables = variables(day, activity, manifest, runId, reason);
            warehouse.run("load/usage_of_day", variables);
            warehouse.run("load/inferred_members", variables);
            warehouse.run("load/inferred_keys", variables);
            warehouse.run("load/fact_usage_daily", variables);
            warehouse.run("load/fact_usage_breakdown_daily", variables);
            warehouse.run("load/reconciliation", variables);
            refuseUnbalanced(day, warehouse);
            variables.put("row_count", rowCount(day, warehouse));
            warehouse.run("load/day_status", variables);
            return day;
        });
    }

    /** Writes into the ledger that an attempt failed; what was loaded before stays. */
    public void recordFailure(LocalDate day, String error, WarehouseWriter warehouse, String runId) {
        warehouse.inTransaction(() -> {
            warehouse.run(
                    "load/day_failure",
                    Map.of(
                            "source", LiteLlmSource.NAME,
                            "usage_date", day,
                            "error", error,
                            "run_id", runId,
                            "attempted_at", UtcTimestamp.of(clock.instant())));
            return day;
        });
    }

    private Map<String, @Nullable Object> variables(
            LocalDate day, DayActivity activity, LandingManifest manifest, String runId, String reason) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("source", LiteLlmSource.NAME);
        variables.put("gateway", gateway);
        variables.put("usage_date", day);
        variables.put("run_id", runId);
        variables.put("reason", reason);
        variables.put("checked_at", UtcTimestamp.of(clock.instant()));
        variables.put("loaded_at", UtcTimestamp.of(clock.instant()));
        variables.put("state", state(day, activity, manifest.fetchedAt()));
        variables.put("is_final", !manifest.fetchedAt().isBefore(completeAt(day.plusDays(lookbackDays))));
        variables.put("request_count", activity.total.requests);
        variables.put("total_tokens", activity.total.totalTokens());
        variables.put(
                "spend_usd",
                activity.total.spend.setScale(12, RoundingMode.HALF_UP).toPlainString());
        variables.put("landing_fetch_id", manifest.fetchId());
        String version = manifest.litellmVersion();
        variables.put("litellm_version", version);
        variables.put(
                "source_warning",
                version == null ? null : LiteLlmVersion.warning(version).orElse(null));
        return variables;
    }

    private long rowCount(LocalDate day, WarehouseWriter warehouse) {
        return warehouse
                .query(
                        "select count(*) as n from star.fact_usage_daily where gateway = ? and usage_date = ?",
                        row -> row.count("n"),
                        gateway,
                        day)
                .get(0);
    }

    private static String state(LocalDate day, DayActivity activity, Instant fetchedAt) {
        if (fetchedAt.isBefore(completeAt(day))) {
            return "partial";
        }
        return activity.keys.isEmpty() && activity.total.isNothing() ? "zero" : "loaded";
    }

    private static Instant completeAt(LocalDate day) {
        return day.plusDays(1).atTime(COMPLETE_AT).toInstant(ZoneOffset.UTC);
    }

    private void refuseShrunk(LocalDate day, DayActivity activity, WarehouseWriter warehouse) {
        Optional<LandingManifest.Totals> loaded = warehouse
                .query(
                        """
                        select request_count, total_tokens, spend_usd
                        from ops.day_status
                        where source = 'litellm' and usage_date = ? and state in ('loaded', 'zero', 'partial')
                        """,
                        row -> new LandingManifest.Totals(
                                row.count("request_count"), row.count("total_tokens"), row.decimal("spend_usd")),
                        day)
                .stream()
                .findFirst();
        LandingManifest.Totals now =
                new LandingManifest.Totals(activity.total.requests, activity.total.totalTokens(), activity.total.spend);
        if (loaded.isPresent() && now.isLowerThan(loaded.get())) {
            throw new DayNotLoadedException(
                    "The source shrank: LiteLLM now says %d requests, %d tokens and $%s for %s, less than the %d requests, %d tokens and $%s loaded before, which stay. If its database was reset on purpose, backfill the day with --accept-lower; else check meterhouse.litellm.base-url."
                            .formatted(
                                    now.requestCount(),
                                    now.totalTokens(),
                                    now.spendUsd().toPlainString(),
                                    day,
                                    loaded.get().requestCount(),
                                    loaded.get().totalTokens(),
                                    loaded.get().spendUsd().stripTrailingZeros().toPlainString()));
        }
    }

    private static void refuseUnbalanced(LocalDate day, WarehouseWriter warehouse) {
        List<String> unbalanced = warehouse.query("""
                select
                    scope || case when member = '' then '' else ' ' || left(member, 60) end
                        || ' (source ' || source_request_count || ' requests, $' || source_spend_usd
                        || '; loaded ' || loaded_request_count || ', $' || loaded_spend_usd || ')' as name
                from balance
                where not is_balanced
                order by scope, member
                """, row -> row.text("name"));
        if (!unbalanced.isEmpty()) {
            throw new DayNotLoadedException(
                    "The sums of %s do not equal what LiteLLM states, so it is not loaded: %s%s. Fetch the day again; if it stays so, the proxy's own answer does not balance."
                            .formatted(
                                    day,
                                    String.join("; ", unbalanced.subList(0, Math.min(3, unbalanced.size()))),
                                    unbalanced.size() > 3 ? " and %d more".formatted(unbalanced.size() - 3) : ""));
        }
    }
}

package io.meterhouse.jobs.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured; each comes from one script of {@code warehouse/sql/alerts}. */
enum AlertMetric {
    COST_OF_DAY_USD("usage_of_day", "spend_usd", Unit.USD, Feed.LITELLM, Scopes.OF_USAGE),
    TOKENS_OF_DAY("usage_of_day", "total_tokens", Unit.TOKENS, Feed.LITELLM, Scopes.OF_USAGE),
    FAILED_PERCENT("usage_of_day", "failed_percent", Unit.PERCENT, Feed.LITELLM, Scopes.OF_USAGE),
    COST_OF_MONTH_USD("usage_of_month", "spend_usd", Unit.USD, Feed.LITELLM, Scopes.OF_USAGE),
    TOKENS_OF_MONTH("usage_of_month", "total_tokens", Unit.TOKENS, Feed.LITELLM, Scopes.OF_USAGE),
    VOLUME_DROP_PERCENT("volume", "drop_percent", Unit.PERCENT, Feed.LITELLM, List.of("total")),
    QUOTA_PERCENT("quotas", "used_percent", Unit.PERCENT, Feed.PLANS, List.of("user")),
    SOFT_BUDGET_PERCENT("budgets", "soft_percent", Unit.PERCENT, Feed.BUDGETS, Scopes.OF_BUDGETS),
    HARD_BUDGET_PERCENT("budgets", "hard_percent", Unit.PERCENT, Feed.BUDGETS, Scopes.OF_BUDGETS),
    UNSUCCESSFUL_PERCENT("request_hours", "unsuccessful_percent", Unit.PERCENT, Feed.ACCESS_LOGS, List.of("service")),
    FAILED_LOGINS("failed_logins", "failed_login_count", Unit.COUNT, Feed.AUDIT_LOGS, List.of("client")),
    KEY_REQUESTS("key_hours", "request_count", Unit.COUNT, Feed.AUDIT_LOGS, List.of("api_key")),
    KEY_ADDRESSES("key_hours", "client_count", Unit.COUNT, Feed.AUDIT_LOGS, List.of("api_key")),
    FAILED_DAYS("failed_days", "failed_day_count", Unit.COUNT, Feed.LITELLM, List.of("source")),
    SNAPSHOT_AGE_HOURS("snapshot", "age_hours", Unit.HOURS, Feed.LITELLM, List.of("total")),
    ANOMALY_USD("anomalies", "change_usd", Unit.USD, Feed.LITELLM, Scopes.OF_USAGE),
    SILENCE("anomalies", "silent_count", Unit.COUNT, Feed.LITELLM, Scopes.OF_SILENCE);

    private final String script;
    private final String column;
    private final Unit unit;
    private final Feed feed;
    private final List<String> scopes;

    AlertMetric(String script, String column, Unit unit, Feed feed, List<String> scopes) {
        this.script = script;
        this.column = column;
        this.unit = unit;
        this.feed = feed;
        this.scopes = scopes;
    }

    /** In what a value is told. */
    enum Unit {
        USD,
        TOKENS,
        PERCENT,
        COUNT,
        HOURS;

        /** As it stands in the warehouse. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What several metrics are measured of. */
    private static final class Scopes {
        private static final List<String> OF_USAGE = List.of("total", "team", "user", "api_key", "model", "provider");
        private static final List<String> OF_SILENCE =
                List.of("total", "team", "api_key", "model", "provider", "source");
        private static final List<String> OF_BUDGETS =
                List.of("total", "organisation", "cost_centre", "team", "user", "api_key");
    }

    /** The metric of a word of the book. */
    static Optional<AlertMetric> of(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word().equals(word))
                .findFirst();
    }

    /** The words of all of them. */
    static String words() {
        return Arrays.stream(values()).map(AlertMetric::word).collect(Collectors.joining(", "));
    }

    /** As the book and the warehouse name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file of {@code warehouse/sql/alerts} that measures it. */
    String script() {
        return script;
    }

    /** Where it stands among what that file measures. */
    String column() {
        return column;
    }

    Unit unit() {
        return unit;
    }

    Feed feed() {
        return feed;
    }

    /** Of what it is measured. */
    List<String> scopes() {
        return scopes;
    }
}

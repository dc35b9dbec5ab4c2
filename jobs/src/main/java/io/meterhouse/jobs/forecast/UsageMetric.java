package io.meterhouse.jobs.forecast;

import java.util.Locale;

/** What is told of usage. */
enum UsageMetric {
    /** US dollars, LiteLLM's own spend. */
    COST("spend_usd"),
    /** Requests, successful and failed. */
    REQUESTS("request_count"),
    /** Prompt and completion tokens. */
    TOKENS("total_tokens");

    private final String column;

    UsageMetric(String column) {
        this.column = column;
    }

    /** Where it stands among the days. */
    String column() {
        return column;
    }

    /** As it stands in the warehouse. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.meterhouse.jobs.anomalies;

import java.util.Locale;

/** What is counted of usage. */
enum QuantityUnit {
    /** Prompt and completion tokens. */
    TOKENS,
    /** Requests, successful and failed. */
    REQUESTS;

    /** As it stands in the warehouse. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.meterhouse.jobs.optimizer;

/**
 * What a window has of that from which findings of plans and infrastructure are worked out: the row of {@code marts.optimizer_feeds}.
 *
 * @param completeDays complete days of LiteLLM
 * @param readDays days whose access logs were read to their end
 * @param pricedTiers tiers of the book with a price
 * @param plannedUsers users who are on a tier of the book
 * @param utilisationDays days of {@code infra_utilisation.csv}
 * @param infraCostDays days of {@code infra_cost.csv}
 * @param infraDays days of which both tell the same thing, of the thing with most
 */
record Feeds(
        long completeDays,
        long readDays,
        long pricedTiers,
        long plannedUsers,
        long utilisationDays,
        long infraCostDays,
        long infraDays) {

    /** Fewer days tell nothing. */
    static final int LEAST_DAYS = 14;
}

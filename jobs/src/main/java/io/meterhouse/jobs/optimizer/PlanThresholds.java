package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;

/**
 * From when on a plan is the wrong one.
 *
 * @param upgradeAbove part of a limit, 0 to 1, above which a user needs a larger tier
 * @param optimizeBelow part of every limit below which a user pays for more than is used
 * @param fitsUpTo part of its limits that a fitting tier is used to
 * @param leastDays fewer complete days tell nothing
 */
record PlanThresholds(BigDecimal upgradeAbove, BigDecimal optimizeBelow, BigDecimal fitsUpTo, int leastDays) {

    static PlanThresholds defaults() {
        return new PlanThresholds(new BigDecimal("1.0"), new BigDecimal("0.25"), new BigDecimal("0.8"), 14);
    }

    /** The mart and its arguments, in SQL. */
    String recommendedTiers(Window window) {
        return "marts.recommended_tiers(%s, at_most := %s, least_days := %d)"
                .formatted(SqlText.range(window), fitsUpTo.toPlainString(), leastDays);
    }
}

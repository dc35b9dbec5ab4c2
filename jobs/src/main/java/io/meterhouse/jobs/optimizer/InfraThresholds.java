package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;

/**
 * From when on infrastructure is idle.
 *
 * @param busyPercent how busy it may be (percent): below this mean of its busiest resource it is larger than it need be
 * @param quietBelow part of the busiest hour's requests, 0 to 1, below which an hour of the day is quiet
 * @param scaledDownBy part of the capacity, 0 to 1, that a quiet hour does without
 * @param leastDays fewer days tell nothing
 */
record InfraThresholds(BigDecimal busyPercent, BigDecimal quietBelow, BigDecimal scaledDownBy, int leastDays) {

    static InfraThresholds defaults() {
        return new InfraThresholds(new BigDecimal("70"), new BigDecimal("0.5"), new BigDecimal("0.5"), 14);
    }

    /** The mart of {@link IdleResource} and its arguments, in SQL. */
    String idleResources(Window window) {
        return "marts.resource_optimization_candidates(%s)".formatted(SqlText.range(window));
    }

    /** The mart of {@link QuietHours} and its arguments, in SQL. */
    String quietHours(Window window) {
        return "marts.auto_scaling_candidates(%s, quiet_below := %s)"
                .formatted(SqlText.range(window), quietBelow.toPlainString());
    }
}

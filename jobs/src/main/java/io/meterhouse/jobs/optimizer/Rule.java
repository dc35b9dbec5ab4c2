package io.meterhouse.jobs.optimizer;

import java.util.List;

/**
 * From candidates to findings: knows thresholds and formulas, and nothing of where candidates come from or where findings go.
 *
 * @param <C> a candidate, a row of the mart of this type
 */
@FunctionalInterface
interface Rule<C> {

    /** Findings whose amounts are at least the smallest worth telling; empty when there is nothing to find. */
    List<Finding> findings(List<C> candidates, Window window);
}

package io.meterhouse.jobs.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that says when something is a finding.
 *
 * @param limits what is looked at
 * @param models when another model is good enough
 * @param caching what a cache of answers would do
 * @param plans from when on a plan is the wrong one
 * @param infrastructure from when on infrastructure is idle
 * @param offPeak what work costs less outside the busiest hours
 */
public record OptimizerTerms(
        OptimizerProperties limits,
        ModelThresholds models,
        CachingTerms caching,
        PlanThresholds plans,
        InfraThresholds infrastructure,
        OffPeakTerms offPeak) {

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(limits.problems());
        problems.addAll(models.problems("meterhouse.optimizer.models"));
        problems.addAll(caching.problems("meterhouse.optimizer.caching"));
        problems.addAll(plans.problems("meterhouse.optimizer.plans"));
        problems.addAll(infrastructure.problems("meterhouse.optimizer.infrastructure"));
        problems.addAll(offPeak.problems("meterhouse.optimizer.off-peak"));
        return problems;
    }
}

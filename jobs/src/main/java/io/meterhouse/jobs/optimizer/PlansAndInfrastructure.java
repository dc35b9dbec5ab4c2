package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that is found of plans, of infrastructure and of the busiest hours. */
final class PlansAndInfrastructure implements Search {

    private final PlanThresholds plans;
    private final InfraThresholds infrastructure;
    private final OffPeakTerms offPeak;
    private final BigDecimal smallestUsd;

    /**
     * Rules with their thresholds.
     *
     * @param smallestUsd smallest amount that is worth telling (US dollars a month)
     */
    PlansAndInfrastructure(
            PlanThresholds plans, InfraThresholds infrastructure, OffPeakTerms offPeak, BigDecimal smallestUsd) {
        this.plans = plans;
        this.infrastructure = infrastructure;
        this.offPeak = offPeak;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public SearchResult look(Marts marts, Window window) {
        Feeds feeds = marts.query(
                        "from marts.optimizer_feeds(%s)".formatted(SqlText.range(window)), CandidateRows::feeds)
                .get(0);
        Map<FindingType, String> needs = new MissingFeeds(offPeak).of(feeds);
        Set<FindingType> unfed = needs.keySet();
        List<Finding> findings = new ArrayList<>();
        if (!unfed.contains(FindingType.PLAN_UPGRADE)) {
            List<PlannedUser> users = marts.query("from " + plans.recommendedTiers(window), CandidateRows::plannedUser);
            findings.addAll(new PlanUpgrade(plans, smallestUsd).findings(users, window));
            findings.addAll(new PlanOptimization(plans, smallestUsd).findings(users, window));
            findings.addAll(new BillingModel(smallestUsd)
                    .findings(marts.query("from " + BillingModel.tierUses(window), CandidateRows::tierUse), window));
        }
        if (!unfed.contains(FindingType.RESOURCE_OPTIMIZATION)) {
            findings.addAll(new ResourceOptimization(infrastructure, smallestUsd)
                    .findings(
                            marts.query("from " + infrastructure.idleResources(window), CandidateRows::idleResource),
                            window));
        }
        if (!unfed.contains(FindingType.AUTO_SCALING)) {
            findings.addAll(new AutoScaling(infrastructure, smallestUsd)
                    .findings(
                            marts.query("from " + infrastructure.quietHours(window), CandidateRows::quietHours),
                            window));
        }
        if (!unfed.contains(FindingType.PEAK_SHIFTING)) {
            List<PeakLoad> loads = marts.query("from " + offPeak.peakLoad(window), CandidateRows::peakLoad);
            findings.addAll(new JobScheduling(offPeak, smallestUsd).findings(loads, window));
            findings.addAll(new PeakShifting(offPeak, smallestUsd).findings(loads, window));
        }
        return new SearchResult(findings, needs);
    }
}

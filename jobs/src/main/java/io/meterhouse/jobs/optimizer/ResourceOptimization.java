package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Machines that are paid for and idle: cost of a month × (busy − mean) ÷ busy. So much smaller, what is used today would keep them as
 * busy as they may be; the rest of the idle part is needed for load that is not even.
 */
final class ResourceOptimization implements Rule<IdleResource> {

    private final InfraThresholds thresholds;
    private final BigDecimal smallestUsd;

    ResourceOptimization(InfraThresholds thresholds, BigDecimal smallestUsd) {
        this.thresholds = thresholds;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<IdleResource> candidates, Window window) {
        return candidates.stream()
                .filter(resource -> resource.days() >= Feeds.LEAST_DAYS)
                .filter(resource -> Percent.isPercent(resource.meanPercent()))
                .filter(resource -> resource.meanPercent().compareTo(thresholds.busyPercent()) < 0)
                .filter(resource -> isWorthTelling(amount(resource)))
                .map(resource -> finding(resource, window))
                .toList();
    }

    private boolean isWorthTelling(BigDecimal amount) {
        return amount.signum() > 0 && amount.compareTo(smallestUsd) >= 0;
    }

    private BigDecimal amount(IdleResource resource) {
        BigDecimal idle =
                Cents.part(thresholds.busyPercent().subtract(resource.meanPercent()), thresholds.busyPercent());
        return Cents.of(Cents.monthly(resource.costUsd(), resource.days()).multiply(idle));
    }

    private Finding finding(IdleResource resource, Window window) {
        String busy = thresholds.busyPercent().toPlainString();
        String mean = Percent.rounded(resource.meanPercent());
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("resource", resource.resource());
        inputs.put("mean_percent", resource.meanPercent().stripTrailingZeros().toPlainString());
        BigDecimal peak = resource.peakPercent();
        if (peak != null) {
            inputs.put("peak_percent", peak.stripTrailingZeros().toPlainString());
        }
        inputs.put("busy_percent", busy);
        inputs.put(
                "cost_monthly_usd",
                Cents.of(Cents.monthly(resource.costUsd(), resource.days())).toPlainString());
        inputs.put("day_count", String.valueOf(resource.days()));
        return new Finding(
                FindingType.RESOURCE_OPTIMIZATION,
                resource.name(),
                amount(resource),
                Confidence.MEASURED,
                Priority.MEDIUM,
                new Advice(
                        "%s of %s, the busiest of its resources, is used to %s"
                                .formatted(resource.resource(), resource.name(), mean),
                        "So much less of %s that it is used to %s %%".formatted(resource.name(), busy),
                        peak == null
                                ? "Work that comes all at once waits longer; how busy the busiest moment was is not measured"
                                : "Work that comes all at once waits longer; the busiest moment took %s"
                                        .formatted(Percent.rounded(peak)),
                        List.of(
                                "Look at the busiest hours of %s before anything is given back"
                                        .formatted(resource.name()),
                                "Take fewer or smaller machines, or let something else run on them",
                                "Change its line in infra_cost.csv from the day on which it costs less")),
                new Evidence(
                        "select %s from %s where infra_name = %s"
                                .formatted(
                                        Cents.sql("cost_usd * %s / day_count * (%s - mean_percent) / %s"
                                                .formatted(Window.DAYS_OF_A_MONTH, busy, busy)),
                                        thresholds.idleResources(window),
                                        SqlText.of(resource.name())),
                        window,
                        inputs),
                List.of(),
                List.of("cost of " + resource.name()));
    }
}

package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Machines that run through hours in which hardly anybody works: cost of a month × quiet hours ÷ 24 × what a quiet hour does without, and
 * never more than stood idle. An hour is quiet when it has less than half of the busiest one's requests, so that half the capacity is
 * enough for it.
 */
final class AutoScaling implements Rule<QuietHours> {

    private static final BigDecimal HOURS_OF_A_DAY = new BigDecimal("24");
    private static final BigDecimal WHOLE = new BigDecimal("100");

    private final InfraThresholds thresholds;
    private final BigDecimal smallestUsd;

    AutoScaling(InfraThresholds thresholds, BigDecimal smallestUsd) {
        this.thresholds = thresholds;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<QuietHours> candidates, Window window) {
        return candidates.stream()
                .filter(hours -> Math.min(hours.days(), hours.readDays()) >= Feeds.LEAST_DAYS)
                .filter(hours -> hours.peakHourRequests() > 0 && hours.quietHours() > 0)
                .filter(hours -> Percent.isPercent(hours.meanPercent()))
                .filter(hours -> isWorthTelling(amount(hours)))
                .map(hours -> finding(hours, window))
                .toList();
    }

    private boolean isWorthTelling(BigDecimal amount) {
        return amount.signum() > 0 && amount.compareTo(smallestUsd) >= 0;
    }

    private BigDecimal amount(QuietHours hours) {
        BigDecimal quiet =
                Cents.part(BigDecimal.valueOf(hours.quietHours()).multiply(thresholds.scaledDownBy()), HOURS_OF_A_DAY);
        BigDecimal idle = WHOLE.subtract(hours.meanPercent()).movePointLeft(2);
        return Cents.of(Cents.monthly(hours.costUsd(), hours.days()).multiply(quiet.min(idle)));
    }

    private Finding finding(QuietHours hours, Window window) {
        String quietBelow = Percent.of(thresholds.quietBelow());
        String scaledDownBy = thresholds.scaledDownBy().toPlainString();
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("quiet_hour_count", String.valueOf(hours.quietHours()));
        inputs.put("quiet_below_share", thresholds.quietBelow().toPlainString());
        inputs.put("scaled_down_by_share", scaledDownBy);
        inputs.put("mean_percent", hours.meanPercent().stripTrailingZeros().toPlainString());
        inputs.put(
                "cost_monthly_usd",
                Cents.of(Cents.monthly(hours.costUsd(), hours.days())).toPlainString());
        inputs.put("day_count", String.valueOf(hours.days()));
        inputs.put("read_day_count", String.valueOf(hours.readDays()));
        String service = hours.service();
        return new Finding(
                FindingType.AUTO_SCALING,
                hours.name(),
                amount(hours),
                Confidence.ESTIMATED,
                Priority.MEDIUM,
                new Advice(
                        "%d hours of the day have less than %s of the requests of the busiest one, and all of %s runs"
                                .formatted(hours.quietHours(), quietBelow, hours.name()),
                        "%s less of %s in these hours".formatted(Percent.of(thresholds.scaledDownBy()), hours.name()),
                        "The first requests after a quiet hour wait until machines have started",
                        List.of(
                                "Read marts.service_hours for the quiet hours",
                                "Start and stop machines by the load, or by the clock",
                                "Change its line in infra_cost.csv from the day on which it costs less")),
                new Evidence(
                        "select %s from %s where infra_name = %s"
                                .formatted(
                                        Cents.sql(
                                                "cost_usd * %s / day_count * least(quiet_hour_count * %s / 24, (100 - mean_percent) / 100)"
                                                        .formatted(Window.DAYS_OF_A_MONTH, scaledDownBy)),
                                        thresholds.quietHours(window),
                                        SqlText.of(hours.name())),
                        window,
                        inputs),
                service == null ? List.of() : List.of(new Party("service", service)),
                List.of("cost of " + hours.name()));
    }
}

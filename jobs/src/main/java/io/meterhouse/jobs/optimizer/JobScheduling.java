package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Background work that is done in the busiest hours, where another hour is cheaper: cost of a month × background requests of the busiest
 * hours ÷ requests × shiftable part × discount. It presumes that requests of one service cost the same.
 */
final class JobScheduling implements Rule<PeakLoad> {

    private final OffPeakTerms terms;
    private final BigDecimal smallestUsd;

    JobScheduling(OffPeakTerms terms, BigDecimal smallestUsd) {
        this.terms = terms;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<PeakLoad> candidates, Window window) {
        return candidates.stream()
                .filter(terms::isCheaperAtOtherHours)
                .filter(load -> load.costUsd() != null && load.peakBackgroundRequests() > 0)
                .filter(load -> isWorthTelling(amount(load)))
                .map(load -> finding(load, window))
                .toList();
    }

    private boolean isWorthTelling(BigDecimal amount) {
        return amount.signum() > 0 && amount.compareTo(smallestUsd) >= 0;
    }

    private BigDecimal amount(PeakLoad load) {
        BigDecimal moved = Cents.part(
                BigDecimal.valueOf(load.peakBackgroundRequests()).multiply(terms.shiftable()),
                BigDecimal.valueOf(load.requests()));
        return Cents.of(Cents.monthly(Objects.requireNonNull(load.costUsd()), load.costDays())
                .multiply(moved)
                .multiply(terms.discountPercent().movePointLeft(2)));
    }

    private Finding finding(PeakLoad load, Window window) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("peak_hours_utc", String.valueOf(load.peakHours()));
        inputs.put("request_count", String.valueOf(load.requests()));
        inputs.put("background_request_count", String.valueOf(load.backgroundRequests()));
        inputs.put("peak_background_request_count", String.valueOf(load.peakBackgroundRequests()));
        inputs.put("shiftable_share", terms.shiftable().toPlainString());
        inputs.put("off_peak_discount_percent", terms.discountPercent().toPlainString());
        inputs.put(
                "cost_monthly_usd",
                Cents.of(Cents.monthly(Objects.requireNonNull(load.costUsd()), load.costDays()))
                        .toPlainString());
        return new Finding(
                FindingType.JOB_SCHEDULING,
                load.service(),
                amount(load),
                Confidence.ESTIMATED,
                Priority.LOW,
                new Advice(
                        "%s of %s background requests to %s come in the busiest hours (%s UTC)"
                                .formatted(
                                        Spoken.count(load.peakBackgroundRequests()),
                                        Spoken.count(load.backgroundRequests()),
                                        load.service(),
                                        load.peakHours()),
                        "%s of them at another hour, which costs %s %% less"
                                .formatted(
                                        Percent.of(terms.shiftable()),
                                        terms.discountPercent().toPlainString()),
                        "Their results are there later; whoever works in the busiest hours waits less",
                        List.of(
                                "Read marts.service_hours for the hours of this work",
                                "Start these jobs outside the busiest hours",
                                "Look next month whether they stayed there")),
                new Evidence(
                        "select %s from %s where service_id = %s"
                                .formatted(
                                        Cents.sql(
                                                "cost_usd * %s / cost_day_count * peak_background_request_count / request_count * %s * %s / 100"
                                                        .formatted(
                                                                Window.DAYS_OF_A_MONTH,
                                                                terms.shiftable()
                                                                        .toPlainString(),
                                                                terms.discountPercent()
                                                                        .toPlainString())),
                                        terms.peakLoad(window),
                                        SqlText.of(load.service())),
                        window,
                        inputs),
                List.of(new Party("service", load.service())),
                List.of("busiest hours of " + load.service()));
    }
}

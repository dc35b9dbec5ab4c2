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
 * Load above the mean in the busiest hours, where another hour is cheaper: cost of a month × requests above the mean hour ÷ requests ×
 * discount. It presumes that requests of one service cost the same.
 */
final class PeakShifting implements Rule<PeakLoad> {

    private final OffPeakTerms terms;
    private final BigDecimal smallestUsd;

    PeakShifting(OffPeakTerms terms, BigDecimal smallestUsd) {
        this.terms = terms;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<PeakLoad> candidates, Window window) {
        return candidates.stream()
                .filter(terms::isCheaperAtOtherHours)
                .filter(load -> load.costUsd() != null && load.excessRequests().signum() > 0)
                .filter(load -> isWorthTelling(amount(load)))
                .map(load -> finding(load, window))
                .toList();
    }

    private boolean isWorthTelling(BigDecimal amount) {
        return amount.signum() > 0 && amount.compareTo(smallestUsd) >= 0;
    }

    private BigDecimal amount(PeakLoad load) {
        return Cents.of(Cents.monthly(Objects.requireNonNull(load.costUsd()), load.costDays())
                .multiply(Cents.part(load.excessRequests(), BigDecimal.valueOf(load.requests())))
                .multiply(terms.discountPercent().movePointLeft(2)));
    }

    private Finding finding(PeakLoad load, Window window) {
        String discount = terms.discountPercent().toPlainString();
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("peak_hours_utc", String.valueOf(load.peakHours()));
        inputs.put("peak_ratio", terms.peakRatio().toPlainString());
        inputs.put("request_count", String.valueOf(load.requests()));
        inputs.put(
                "excess_request_count",
                load.excessRequests().stripTrailingZeros().toPlainString());
        inputs.put("off_peak_discount_percent", discount);
        inputs.put(
                "cost_monthly_usd",
                Cents.of(Cents.monthly(Objects.requireNonNull(load.costUsd()), load.costDays()))
                        .toPlainString());
        return new Finding(
                FindingType.PEAK_SHIFTING,
                load.service(),
                amount(load),
                Confidence.ESTIMATED,
                Priority.LOW,
                new Advice(
                        "%s has more requests than in a mean hour in the busiest hours (%s UTC)"
                                .formatted(load.service(), load.peakHours()),
                        "What is above the mean at another hour, which costs %s %% less".formatted(discount),
                        "Users get answers later for what can wait",
                        List.of(
                                "Read marts.service_hours for who works when",
                                "Let what can wait begin outside the busiest hours, or tell users of the lower price",
                                "Look next month whether the peak is lower")),
                new Evidence(
                        "select %s from %s where service_id = %s"
                                .formatted(
                                        Cents.sql(
                                                "cost_usd * %s / cost_day_count * excess_request_count / request_count * %s / 100"
                                                        .formatted(Window.DAYS_OF_A_MONTH, discount)),
                                        terms.peakLoad(window),
                                        SqlText.of(load.service())),
                        window,
                        inputs),
                List.of(new Party("service", load.service())),
                List.of("busiest hours of " + load.service()));
    }
}

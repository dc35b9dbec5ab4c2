package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Party;
import io.meterhouse.jobs.runs.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tiers whose users spend more than they pay: spend of a month − price × users, where that is above 0. It presumes that they use as much
 * when they pay for it.
 */
final class BillingModel implements Rule<TierUse> {

    private final BigDecimal smallestUsd;

    BillingModel(BigDecimal smallestUsd) {
        this.smallestUsd = smallestUsd;
    }

    /** The mart of {@link TierUse} and its arguments, in SQL. */
    static String tierUses(Window window) {
        return "marts.billing_model_candidates(%s)".formatted(SqlText.range(window));
    }

    @Override
    public List<Finding> findings(List<TierUse> candidates, Window window) {
        return candidates.stream()
                .filter(tier -> tier.priceUsd() != null && tier.days() >= Feeds.LEAST_DAYS)
                .filter(tier -> isWorthTelling(amount(tier)))
                .map(tier -> finding(tier, window))
                .toList();
    }

    private boolean isWorthTelling(BigDecimal amount) {
        return amount.signum() > 0 && amount.compareTo(smallestUsd) >= 0;
    }

    private static BigDecimal flatUsd(TierUse tier) {
        return Objects.requireNonNull(tier.priceUsd()).multiply(BigDecimal.valueOf(tier.users()));
    }

    private static BigDecimal amount(TierUse tier) {
        return Cents.of(Cents.monthly(tier.spendUsd(), tier.days()).subtract(flatUsd(tier)));
    }

    private Finding finding(TierUse tier, Window window) {
        BigDecimal monthly = Cents.of(Cents.monthly(tier.spendUsd(), tier.days()));
        BigDecimal flat = Cents.of(flatUsd(tier));
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("user_count", String.valueOf(tier.users()));
        inputs.put("flat_monthly_usd", flat.toPlainString());
        inputs.put("spend_monthly_usd", monthly.toPlainString());
        inputs.put("complete_day_count", String.valueOf(tier.days()));
        return new Finding(
                FindingType.BILLING_MODEL,
                tier.tier(),
                amount(tier),
                Confidence.ESTIMATED,
                Priority.MEDIUM,
                new Advice(
                        "%s on %s, who together pay %s US dollars a month and spend %s"
                                .formatted(
                                        Quantity.of(tier.users(), "user"),
                                        tier.tier(),
                                        Spoken.usd(flat),
                                        Spoken.usd(monthly)),
                        "Bill the users of %s by what they use".formatted(tier.tier()),
                        "Whoever pays by use may use less; who uses little pays less than now",
                        List.of(
                                "Read marts.usage_by_user for what each would pay",
                                "Announce prices by use, or a price of the tier that covers its use",
                                "Change monthly_price in config/plan_tiers.csv")),
                new Evidence(
                        "select %s from %s where tier_name = %s"
                                .formatted(
                                        Cents.sql("spend_usd * %s / complete_day_count - monthly_price_usd * user_count"
                                                .formatted(Window.DAYS_OF_A_MONTH)),
                                        tierUses(window),
                                        SqlText.of(tier.tier())),
                        window,
                        inputs),
                List.of(new Party("tier", tier.tier())),
                List.of("revenue of tier " + tier.tier()));
    }
}

package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.runs.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Users who pay for far more than they use, and may leave for it: Σ price of their tier − price of the recommended one, where that is
 * cheaper. One finding a tier.
 */
final class PlanOptimization implements Rule<PlannedUser> {

    private final PlanThresholds thresholds;
    private final BigDecimal smallestUsd;

    PlanOptimization(PlanThresholds thresholds, BigDecimal smallestUsd) {
        this.thresholds = thresholds;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<PlannedUser> candidates, Window window) {
        return UsersOfTier.whose(candidates, this::isBelow).stream()
                .filter(tier -> amount(tier).compareTo(smallestUsd) >= 0)
                .map(tier -> finding(tier, window))
                .toList();
    }

    private boolean isBelow(PlannedUser user) {
        BigDecimal used = user.usedShare();
        return used != null
                && used.compareTo(thresholds.optimizeBelow()) < 0
                && UsersOfTier.difference(user).signum() < 0;
    }

    private static BigDecimal amount(UsersOfTier tier) {
        return Cents.of(tier.differenceUsd().negate());
    }

    private Finding finding(UsersOfTier tier, Window window) {
        String below = Percent.of(thresholds.optimizeBelow());
        return new Finding(
                FindingType.PLAN_OPTIMIZATION,
                tier.tier(),
                amount(tier),
                Confidence.MEASURED,
                Priority.LOW,
                new Advice(
                        "%s on %s with less use than %s of its limits"
                                .formatted(Quantity.of(tier.users().size(), "user"), tier.tier(), below),
                        "The tier that fits each of them: " + tier.recommended(),
                        "The amount is revenue that is at risk, not to be gained: a smaller tier costs it and keeps the user",
                        List.of(
                                "Read marts.recommended_tiers for the users of this tier",
                                "Ask what keeps them from using more, and offer the smaller tier to who would leave",
                                "Change the tier in the directory that tells it")),
                new Evidence(
                        "select %s from %s where tier_name = %s and used_share < %s and recommended_price_usd < monthly_price_usd"
                                .formatted(
                                        Cents.sql("sum(monthly_price_usd - recommended_price_usd)"),
                                        thresholds.recommendedTiers(window),
                                        SqlText.of(tier.tier()),
                                        thresholds.optimizeBelow().toPlainString()),
                        window,
                        inputs(tier)),
                tier.parties(),
                List.of());
    }

    private Map<String, String> inputs(UsersOfTier tier) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("user_count", String.valueOf(tier.users().size()));
        inputs.put("recommended_tiers", tier.recommended());
        inputs.put("used_below_share", thresholds.optimizeBelow().toPlainString());
        inputs.put("fits_up_to_share", thresholds.fitsUpTo().toPlainString());
        return inputs;
    }
}

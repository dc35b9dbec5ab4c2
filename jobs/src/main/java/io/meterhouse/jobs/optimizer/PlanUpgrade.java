package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.runs.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Users who use more than their tier has: Σ price of the recommended tier − price of theirs, where it is dearer. One finding a tier.
 */
final class PlanUpgrade implements Rule<PlannedUser> {

    private final PlanThresholds thresholds;
    private final BigDecimal smallestUsd;

    PlanUpgrade(PlanThresholds thresholds, BigDecimal smallestUsd) {
        this.thresholds = thresholds;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<PlannedUser> candidates, Window window) {
        return UsersOfTier.whose(candidates, this::isAbove).stream()
                .filter(tier -> Cents.of(tier.differenceUsd()).compareTo(smallestUsd) >= 0)
                .map(tier -> finding(tier, window))
                .toList();
    }

    private boolean isAbove(PlannedUser user) {
        BigDecimal used = user.usedShare();
        return used != null
                && used.compareTo(thresholds.upgradeAbove()) > 0
                && UsersOfTier.difference(user).signum() > 0;
    }

    private Finding finding(UsersOfTier tier, Window window) {
        String above = Percent.of(thresholds.upgradeAbove());
        return new Finding(
                FindingType.PLAN_UPGRADE,
                tier.tier(),
                Cents.of(tier.differenceUsd()),
                Confidence.MEASURED,
                Priority.HIGH,
                new Advice(
                        "%s on %s with more use than %s of its limits"
                                .formatted(Quantity.of(tier.users().size(), "user"), tier.tier(), above),
                        "The tier that fits each of them: " + tier.recommended(),
                        "Users who are told why pay for what they use; who declines has to use less",
                        List.of(
                                "Read marts.recommended_tiers for the users of this tier",
                                "Offer each of them the recommended tier",
                                "Change the tier in the directory that tells it")),
                new Evidence(
                        "select %s from %s where tier_name = %s and used_share > %s and recommended_price_usd > monthly_price_usd"
                                .formatted(
                                        Cents.sql("sum(recommended_price_usd - monthly_price_usd)"),
                                        thresholds.recommendedTiers(window),
                                        SqlText.of(tier.tier()),
                                        thresholds.upgradeAbove().toPlainString()),
                        window,
                        inputs(tier)),
                tier.parties(),
                List.of("revenue of tier " + tier.tier()));
    }

    private Map<String, String> inputs(UsersOfTier tier) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("user_count", String.valueOf(tier.users().size()));
        inputs.put("recommended_tiers", tier.recommended());
        inputs.put("used_above_share", thresholds.upgradeAbove().toPlainString());
        inputs.put("fits_up_to_share", thresholds.fitsUpTo().toPlainString());
        return inputs;
    }
}

package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From when on a plan is the wrong one.
 *
 * @param upgradeAbove part of a limit above which a user needs a larger tier; 1 is all of it
 * @param optimizeBelow part of every limit below which a user pays for more than is used
 * @param fitsUpTo part of its limits that a fitting tier is used to
 */
@ConfigurationProperties("meterhouse.optimizer.plans")
public record PlanThresholds(
        @DefaultValue("1.0") BigDecimal upgradeAbove,
        @DefaultValue("0.25") BigDecimal optimizeBelow,
        @DefaultValue("0.8") BigDecimal fitsUpTo) {

    /** The mart and its arguments, in SQL. */
    String recommendedTiers(Window window) {
        return "marts.recommended_tiers(%s, at_most := %s, least_days := %d)"
                .formatted(SqlText.range(window), fitsUpTo.toPlainString(), Feeds.LEAST_DAYS);
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(String section) {
        List<String> problems = new ArrayList<>();
        if (upgradeAbove.signum() <= 0) {
            problems.add("%s.upgrade-above is %s; it is a part of a limit above 0, such as 1.0."
                    .formatted(section, upgradeAbove.toPlainString()));
        }
        if (!Percent.isPart(optimizeBelow)) {
            problems.add("%s.optimize-below is %s; it is a part of a limit from 0 to 1, such as 0.25."
                    .formatted(section, optimizeBelow.toPlainString()));
        }
        if (!Percent.isPart(fitsUpTo) || fitsUpTo.signum() == 0) {
            problems.add("%s.fits-up-to is %s; it is a part of a limit above 0 and at most 1, such as 0.8."
                    .formatted(section, fitsUpTo.toPlainString()));
        }
        return problems;
    }
}

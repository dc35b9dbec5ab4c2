package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts as an anomaly.
 *
 * @param days UTC days that every run judges, back from the last complete one
 * @param score how many times the usual scatter something has to be off
 * @param minimumUsd by how much a day has to be off (US dollars)
 * @param minimumNewUsd what a new model or API key has to cost in its first two weeks (US dollars)
 * @param minimumRequests requests a day from which silence of something that costs nothing counts
 */
@ConfigurationProperties("meterhouse.anomalies")
public record AnomalyProperties(
        @DefaultValue("7") int days,
        @DefaultValue("4") BigDecimal score,
        @DefaultValue("10") BigDecimal minimumUsd,
        @DefaultValue("50") BigDecimal minimumNewUsd,
        @DefaultValue("100") long minimumRequests) {

    private static final int MOST_DAYS = 92;

    /** Every setting as shipped. */
    public static AnomalyProperties defaults() {
        return new AnomalyProperties(7, new BigDecimal("4"), new BigDecimal("10"), new BigDecimal("50"), 100);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (days < 1 || days > MOST_DAYS) {
            problems.add("meterhouse.anomalies.days is %d; a run judges 1 to %d days.".formatted(days, MOST_DAYS));
        }
        if (score.signum() <= 0) {
            problems.add("meterhouse.anomalies.score is %s; write a number above 0, such as 4.".formatted(score));
        }
        if (minimumUsd.signum() <= 0) {
            problems.add("meterhouse.anomalies.minimum-usd is %s; write an amount above 0, such as 10."
                    .formatted(minimumUsd));
        }
        if (minimumNewUsd.signum() <= 0) {
            problems.add("meterhouse.anomalies.minimum-new-usd is %s; write an amount above 0, such as 50."
                    .formatted(minimumNewUsd));
        }
        if (minimumRequests < 1) {
            problems.add("meterhouse.anomalies.minimum-requests is %d; write a number of at least 1, such as 100."
                    .formatted(minimumRequests));
        }
        return problems;
    }
}

package io.meterhouse.jobs.runs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a night.
 *
 * @param timeLimit time after which a night fetches no further day, more than nothing
 * @param patience how long a night, and retention, wait for a run under way, which lets them in after every piece of its work
 */
@ConfigurationProperties("meterhouse.nightly")
public record NightlyProperties(
        @DefaultValue("3h") Duration timeLimit,
        @DefaultValue("15m") Duration patience) {

    /** The limits when nothing is configured. */
    public static NightlyProperties defaults() {
        return new NightlyProperties(Duration.ofHours(3), Duration.ofMinutes(15));
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (timeLimit.isZero() || timeLimit.isNegative()) {
            problems.add("meterhouse.nightly.time-limit is %s; write a time such as 3h.".formatted(timeLimit));
        }
        if (patience.isNegative()) {
            problems.add("meterhouse.nightly.patience is %s; write a time such as 15m, or 0s to wait for nobody."
                    .formatted(patience));
        }
        return problems;
    }
}

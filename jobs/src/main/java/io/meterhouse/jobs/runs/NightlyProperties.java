package io.meterhouse.jobs.runs;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a night.
 *
 * @param timeLimit time after which a night fetches no further day, more than nothing
 */
@ConfigurationProperties("meterhouse.nightly")
public record NightlyProperties(@DefaultValue("3h") Duration timeLimit) {

    /** The limit when nothing is configured. */
    public static NightlyProperties defaults() {
        return new NightlyProperties(Duration.ofHours(3));
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        return timeLimit.isZero() || timeLimit.isNegative()
                ? List.of("meterhouse.nightly.time-limit is %s; write a time such as 3h.".formatted(timeLimit))
                : List.of();
    }
}

package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From when on infrastructure is idle.
 *
 * @param busyPercent how busy it may be (percent): below this mean of its busiest resource it is larger than it need be
 * @param quietBelow part of the busiest hour's requests, 0 to 1, below which an hour of the day is quiet
 * @param scaledDownBy part of the capacity, 0 to 1, that a quiet hour does without
 */
@ConfigurationProperties("meterhouse.optimizer.infrastructure")
public record InfraThresholds(
        @DefaultValue("70") BigDecimal busyPercent,
        @DefaultValue("0.5") BigDecimal quietBelow,
        @DefaultValue("0.5") BigDecimal scaledDownBy) {

    /** The mart of {@link IdleResource} and its arguments, in SQL. */
    String idleResources(Window window) {
        return "marts.resource_optimization_candidates(%s)".formatted(SqlText.range(window));
    }

    /** The mart of {@link QuietHours} and its arguments, in SQL. */
    String quietHours(Window window) {
        return "marts.auto_scaling_candidates(%s, quiet_below := %s)"
                .formatted(SqlText.range(window), quietBelow.toPlainString());
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(String section) {
        List<String> problems = new ArrayList<>();
        if (!Percent.isPercent(busyPercent) || busyPercent.signum() == 0) {
            problems.add("%s.busy-percent is %s; it is above 0 and at most 100, such as 70."
                    .formatted(section, busyPercent.toPlainString()));
        }
        if (!Percent.isPart(quietBelow)) {
            problems.add("%s.quiet-below is %s; it is a part of the busiest hour from 0 to 1, such as 0.5."
                    .formatted(section, quietBelow.toPlainString()));
        }
        if (!Percent.isPart(scaledDownBy)) {
            problems.add("%s.scaled-down-by is %s; it is a part of the capacity from 0 to 1, such as 0.5."
                    .formatted(section, scaledDownBy.toPlainString()));
        }
        return problems;
    }
}

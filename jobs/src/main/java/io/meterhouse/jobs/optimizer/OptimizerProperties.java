package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What findings are worked out from.
 *
 * @param days UTC days that are looked at, back from the last complete one
 * @param smallestUsd smallest amount worth telling (US dollars a month)
 */
@ConfigurationProperties("meterhouse.optimizer")
public record OptimizerProperties(
        @DefaultValue("30") int days, @DefaultValue("1") BigDecimal smallestUsd) {

    private static final int MOST_DAYS = 366;
    private static final BigDecimal A_CENT = new BigDecimal("0.01");

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (days < Feeds.LEAST_DAYS || days > MOST_DAYS) {
            problems.add("meterhouse.optimizer.days is %d; findings are worked out from %d to %d days."
                    .formatted(days, Feeds.LEAST_DAYS, MOST_DAYS));
        }
        if (smallestUsd.compareTo(A_CENT) < 0) {
            problems.add("meterhouse.optimizer.smallest-usd is %s; write an amount of at least 0.01, such as 1."
                    .formatted(smallestUsd.toPlainString()));
        }
        return problems;
    }
}

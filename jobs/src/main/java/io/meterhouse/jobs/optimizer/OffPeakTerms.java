package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What work costs less outside the busiest hours, and which work can be done then.
 *
 * @param services for whose work another hour really has another price; where there is none, nothing can be saved
 * @param discountPercent what that price is below the usual one (percent)
 * @param background services, or paths with {@code *} for any text, whose work nobody waits for
 * @param shiftable part of that work, 0 to 1, that can be done in another hour
 * @param peakRatio requests of an hour by those of a mean hour, from which on it is one of the busiest
 */
@ConfigurationProperties("meterhouse.optimizer.off-peak")
public record OffPeakTerms(
        @DefaultValue List<String> services,
        @DefaultValue("20") BigDecimal discountPercent,
        @DefaultValue List<String> background,
        @DefaultValue("0.5") BigDecimal shiftable,
        @DefaultValue("1.5") BigDecimal peakRatio) {

    public OffPeakTerms {
        services = List.copyOf(services);
        background = List.copyOf(background);
    }

    /** The mart of {@link PeakLoad} and its arguments, in SQL. */
    String peakLoad(Window window) {
        return "marts.peak_load(%s, background := %s::varchar[], peak_ratio := %s)"
                .formatted(SqlText.range(window), SqlText.of(background), peakRatio.toPlainString());
    }

    /** Whether a finding of a service could have an amount. */
    boolean isCheaperAtOtherHours(PeakLoad load) {
        return services.contains(load.service())
                && Math.min(load.readDays(), load.costDays()) >= Feeds.LEAST_DAYS
                && load.requests() > 0;
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(String section) {
        List<String> problems = new ArrayList<>();
        if (!Percent.isPercent(discountPercent)) {
            problems.add("%s.discount-percent is %s; it is from 0 to 100, such as 20."
                    .formatted(section, discountPercent.toPlainString()));
        }
        if (!Percent.isPart(shiftable)) {
            problems.add("%s.shiftable is %s; it is a part of background work from 0 to 1, such as 0.5."
                    .formatted(section, shiftable.toPlainString()));
        }
        if (peakRatio.compareTo(BigDecimal.ONE) < 0) {
            problems.add(
                    "%s.peak-ratio is %s; the busiest hours have at least as many requests as a mean one, such as 1.5 times."
                            .formatted(section, peakRatio.toPlainString()));
        }
        if (services.stream().anyMatch(String::isBlank) || background.stream().anyMatch(String::isBlank)) {
            problems.add(
                    "%s.services or %s.background has an empty entry; name services as config/service_routes.csv does, or paths such as /batch*."
                            .formatted(section, section));
        }
        return problems;
    }
}

package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.List;

/**
 * What work costs less outside the busiest hours, and which work can be done then.
 *
 * @param services for whose work another hour really has another price; where there is none, nothing can be saved
 * @param discountPercent what that price is below the usual one (percent)
 * @param background services, or paths with {@code *} for any text, whose work nobody waits for
 * @param shiftable part of that work, 0 to 1, that can be done in another hour
 * @param peakRatio requests of an hour by those of a mean hour, from which on it is one of the busiest
 * @param leastDays fewer days tell nothing
 */
record OffPeakTerms(
        List<String> services,
        BigDecimal discountPercent,
        List<String> background,
        BigDecimal shiftable,
        BigDecimal peakRatio,
        int leastDays) {

    OffPeakTerms {
        services = List.copyOf(services);
        background = List.copyOf(background);
    }

    /** Nobody has said of a service that another hour is cheaper, and of no work that nobody waits for it. */
    static OffPeakTerms defaults() {
        return new OffPeakTerms(
                List.of(), new BigDecimal("20"), List.of(), new BigDecimal("0.5"), new BigDecimal("1.5"), 14);
    }

    /** The mart of {@link PeakLoad} and its arguments, in SQL. */
    String peakLoad(Window window) {
        return "marts.peak_load(%s, background := %s::varchar[], peak_ratio := %s)"
                .formatted(SqlText.range(window), SqlText.of(background), peakRatio.toPlainString());
    }

    /** Whether a finding of a service could have an amount. */
    boolean isCheaperAtOtherHours(PeakLoad load) {
        return services.contains(load.service())
                && Math.min(load.readDays(), load.costDays()) >= leastDays
                && load.requests() > 0;
    }
}

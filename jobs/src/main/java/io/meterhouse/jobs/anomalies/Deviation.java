package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day that is no usual one.
 *
 * @param from first UTC day of the amount: the day itself, or the first use of what is new
 * @param day the UTC day
 * @param usd what it cost
 * @param expectedUsd what was to be expected
 * @param requests its requests
 * @param expectedRequests what was to be expected; null when unknown
 * @param score how far off it is, in units of the usual scatter; null where no scatter is known
 * @param learnedDays days from which was learned what is usual
 */
record Deviation(
        AnomalyKind kind,
        Scope scope,
        LocalDate from,
        LocalDate day,
        BigDecimal usd,
        BigDecimal expectedUsd,
        long requests,
        @Nullable Long expectedRequests,
        @Nullable Double score,
        Method method,
        long learnedDays) {

    BigDecimal changeUsd() {
        return usd.subtract(expectedUsd);
    }
}

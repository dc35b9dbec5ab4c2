package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The complete UTC days that findings are worked out from.
 *
 * @param from first day, inclusive
 * @param to last day, inclusive, not before {@code from}
 */
record Window(LocalDate from, LocalDate to) {

    /** Days of a mean month: 365.25 ÷ 12, to two decimals. */
    static final BigDecimal DAYS_OF_A_MONTH = new BigDecimal("30.44");

    Window {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The window ends on " + to + ", before it begins on " + from);
        }
    }

    long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /**
     * What comes to {@code amount} in these days comes to this in a mean month: × 30.44 ÷ days.
     *
     * @return in cents, rounded half up
     */
    BigDecimal monthly(BigDecimal amount) {
        return amount.multiply(DAYS_OF_A_MONTH).divide(BigDecimal.valueOf(days()), 2, RoundingMode.HALF_UP);
    }
}

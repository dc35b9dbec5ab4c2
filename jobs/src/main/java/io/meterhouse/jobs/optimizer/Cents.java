package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Works out amounts as their evidence does. SQL divides in binary fractions, which are right to more than nine decimals; both round to
 * nine before they round to cents, so that half a cent is half a cent to both.
 */
final class Cents {

    private static final int DECIMALS_OF_EVIDENCE = 9;

    private Cents() {}

    /** What comes to {@code amount} in {@code days} days comes to this in a mean month; not rounded. */
    static BigDecimal monthly(BigDecimal amount, long days) {
        return part(amount.multiply(Window.DAYS_OF_A_MONTH), BigDecimal.valueOf(days));
    }

    /** A part of something; not rounded. */
    static BigDecimal part(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, MathContext.DECIMAL128);
    }

    /** US dollars and cents, rounded half up. */
    static BigDecimal of(BigDecimal amount) {
        return amount.setScale(DECIMALS_OF_EVIDENCE, RoundingMode.HALF_UP).setScale(2, RoundingMode.HALF_UP);
    }

    /** SQL that rounds an expression the same way. */
    static String sql(String expression) {
        return "round((%s)::decimal(38, %d), 2)".formatted(expression, DECIMALS_OF_EVIDENCE);
    }
}

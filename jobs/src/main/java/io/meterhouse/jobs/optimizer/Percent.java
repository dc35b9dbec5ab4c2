package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes parts as they are read. */
final class Percent {

    private static final BigDecimal WHOLE = new BigDecimal("100");

    private Percent() {}

    /** Whether it is from 0 to 1. */
    static boolean isPart(BigDecimal part) {
        return part.signum() >= 0 && part.compareTo(BigDecimal.ONE) <= 0;
    }

    /** Whether it is from 0 to 100. */
    static boolean isPercent(BigDecimal percent) {
        return percent.signum() >= 0 && percent.compareTo(WHOLE) <= 0;
    }

    /** A part from 0 to 1 in percent, such as {@code 25 %}. */
    static String of(BigDecimal part) {
        return part.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** Percent to one decimal, such as {@code 61.5 %}. */
    static String rounded(BigDecimal percent) {
        return percent.setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
    }
}

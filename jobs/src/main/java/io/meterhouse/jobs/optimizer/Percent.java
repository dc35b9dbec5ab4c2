package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes parts as they are read. */
final class Percent {

    private Percent() {}

    /** A part from 0 to 1 in percent, such as {@code 25 %}. */
    static String of(BigDecimal part) {
        return part.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** Percent to one decimal, such as {@code 61.5 %}. */
    static String rounded(BigDecimal percent) {
        return percent.setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
    }
}

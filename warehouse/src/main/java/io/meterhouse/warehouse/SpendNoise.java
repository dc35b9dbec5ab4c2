package io.meterhouse.warehouse;

import java.math.BigDecimal;

/**
 * By how much two sums of one spend may differ because the source adds binary fractions: max(1e-6, 1e-9 x spend) US dollars.
 *
 * <p>{@code warehouse/sql/macros/is_same_spend.sql} says the same in SQL.
 */
public final class SpendNoise {

    private static final BigDecimal ABSOLUTE = new BigDecimal("0.000001");
    private static final BigDecimal RELATIVE = new BigDecimal("0.000000001");

    private SpendNoise() {}

    /** Most that another sum may differ from this spend, in US dollars. */
    public static BigDecimal of(BigDecimal spendUsd) {
        return ABSOLUTE.max(spendUsd.abs().multiply(RELATIVE));
    }

    /** Whether the found spend is the stated one. */
    public static boolean isSame(BigDecimal statedUsd, BigDecimal foundUsd) {
        return statedUsd.subtract(foundUsd).abs().compareTo(of(statedUsd)) <= 0;
    }
}

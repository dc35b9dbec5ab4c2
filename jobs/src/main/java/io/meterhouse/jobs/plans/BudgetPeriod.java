package io.meterhouse.jobs.plans;

import java.time.YearMonth;
import java.util.Locale;

/** After how many months a budget begins anew. */
enum BudgetPeriod {
    MONTH(1),
    QUARTER(3),
    YEAR(12);

    private final int months;

    BudgetPeriod(int months) {
        this.months = months;
    }

    /** As the book writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The first month of the period that a month is in.
     *
     * @param fiscalStart month in which a year begins, 1 to 12
     */
    YearMonth firstMonth(YearMonth month, int fiscalStart) {
        return month.minusMonths(Math.floorMod(month.getMonthValue() - fiscalStart, months));
    }

    /** The first month of the next period. */
    YearMonth next(YearMonth firstMonth) {
        return firstMonth.plusMonths(months);
    }
}

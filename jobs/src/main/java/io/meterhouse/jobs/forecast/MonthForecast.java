package io.meterhouse.jobs.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a month will come to, or why nobody can tell yet.
 *
 * @param asOf the last complete day that was known
 * @param month the month told
 * @param monthToDate sum of its complete days
 * @param openDays days of it that are to come or not complete
 * @param trainedDays complete days since the first use
 * @param estimate the forecast; null when there is none
 * @param silence why there is none, a sentence; null when there is one
 */
record MonthForecast(
        LocalDate asOf,
        YearMonth month,
        BigDecimal monthToDate,
        int openDays,
        int trainedDays,
        @Nullable Estimate estimate,
        @Nullable String silence) {

    /**
     * The forecast.
     *
     * @param point what the whole month will come to; never below the month to date
     * @param low lower end of the band of 80 %, at least the month to date
     * @param high upper end of it
     * @param method how the open days were told
     * @param naive what the source documents would say: mean of the complete days of the month so far, times 30; null without one
     * @param origins days on which the method was tested
     * @param meanAbsoluteError of the sum of the open days, in that test
     * @param meanAbsoluteShare the same as a part of what came
     * @param cover part of the test in which what came was within the band
     */
    record Estimate(
            BigDecimal point,
            BigDecimal low,
            BigDecimal high,
            Method method,
            @Nullable BigDecimal naive,
            int origins,
            BigDecimal meanAbsoluteError,
            OptionalDouble meanAbsoluteShare,
            OptionalDouble cover) {}
}

package io.meterhouse.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the finance report prints, as the marts answered it.
 *
 * @param comparison the period beside the one before
 * @param users the ten users that cost most, then all others
 * @param models the ten models that cost most, then all others
 * @param providers the five providers that cost most, then all others
 * @param teams the five teams that cost most, then all others
 * @param days cost of each UTC day by the five first models and all others
 * @param weeks cost of each ISO week by the five first providers and all others
 * @param coverage what of the period is loaded
 */
record FinanceFigures(
        Comparison comparison,
        List<Ranked> users,
        List<Ranked> models,
        List<Ranked> providers,
        List<Ranked> teams,
        List<Slice> days,
        List<Slice> weeks,
        Coverage coverage) {

    /** A row of {@code marts.period_comparison}; changes are relative, null when there is nothing to compare with. */
    record Comparison(
            LocalDate previousFrom,
            LocalDate previousTo,
            boolean isPreviousCovered,
            BigDecimal spendUsd,
            @Nullable BigDecimal spendChange,
            long userCount,
            @Nullable BigDecimal userCountChange,
            @Nullable BigDecimal spendPerRequestUsd,
            @Nullable BigDecimal spendPerRequestChange,
            long requestCount,
            @Nullable BigDecimal requestCountChange,
            long totalTokens) {}

    /** A member by rank; the last may stand for all others, then it has no name. The share is null when nothing was spent. */
    record Ranked(
            long position,
            long memberCount,
            @Nullable String name,
            @Nullable String detail,
            long requestCount,
            long totalTokens,
            BigDecimal spendUsd,
            @Nullable BigDecimal spendShare) {}

    /** Cost of one series, counted from 1, in a day or week; without a series when there was no usage. */
    record Slice(
            LocalDate firstDate,
            long absentDayCount,
            long dayCount,
            @Nullable Long series,
            @Nullable BigDecimal spendUsd) {}

    /** A row of {@code marts.coverage}, of the whole gateway. */
    record Coverage(
            long dayCount,
            long loadedDayCount,
            long zeroDayCount,
            long partialDayCount,
            long provisionalDayCount,
            long failedDayCount,
            long missingDayCount,
            long restatedDayCount,
            @Nullable String restatedDates,
            long reconciledDayCount,
            long unbalancedDayCount,
            @Nullable Long sourceRequestCount,
            @Nullable BigDecimal sourceSpendUsd,
            @Nullable String absentDates,
            @Nullable String sourceWarning) {}
}

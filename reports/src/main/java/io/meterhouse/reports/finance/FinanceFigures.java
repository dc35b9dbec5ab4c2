package io.meterhouse.reports.finance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the finance report prints, as the marts answered it.
 *
 * @param total the sums of the period, null when no day of it is loaded
 * @param comparison the period beside the one before
 * @param users those that cost most first, then usage of no user
 * @param models those that cost most first
 * @param providers those that cost most first
 * @param teams those that cost most first, then usage of no team
 * @param days cost of each UTC day by the first models and all others
 * @param weeks cost of each ISO week by the first providers and all others
 * @param costCentres those that pay most first, then usage that nobody pays for; none without a book of them
 * @param unassignedKeys the API keys that nobody pays for, those that cost most first; none without cost centres
 * @param budgets as of the last loaded day of the period, the most used first; none in a filtered report
 * @param conversions rates by which amounts of other currencies became US dollars
 * @param invoices what providers invoiced for the months of the period
 * @param coverage what of the period is loaded
 */
record FinanceFigures(
        @Nullable Total total,
        Comparison comparison,
        List<Ranked> users,
        List<Ranked> models,
        List<Ranked> providers,
        List<Ranked> teams,
        List<Slice> days,
        List<Slice> weeks,
        List<Ranked> costCentres,
        List<Ranked> unassignedKeys,
        List<Budget> budgets,
        List<Conversion> conversions,
        List<Invoiced> invoices,
        Coverage coverage) {

    /** Users and models that a table names. */
    static final int LISTED = 10;

    /** Cost centres that a table names. */
    static final int LISTED_COST_CENTRES = 30;

    /** A row of {@code marts.usage_summary} of a period that is loaded; the users are null where persons are not shown, the price without requests. */
    record Total(
            @Nullable Long userCount,
            long requestCount,
            long failedRequestCount,
            long promptTokens,
            long completionTokens,
            long totalTokens,
            BigDecimal spendUsd,
            @Nullable BigDecimal spendPerRequestUsd) {}

    /** A row of {@code marts.period_comparison}; changes are relative, null when there is nothing to compare with. */
    record Comparison(
            LocalDate previousFrom,
            LocalDate previousTo,
            boolean isPreviousCovered,
            boolean isCovered,
            @Nullable BigDecimal spendChange,
            @Nullable BigDecimal userCountChange,
            @Nullable BigDecimal spendPerRequestChange,
            @Nullable BigDecimal requestCountChange) {}

    /**
     * A member.
     *
     * @param position null of usage of no user or team
     * @param userCount of a provider or team; null where persons are not shown, too
     * @param teamCount of a user; the detail is the team where it is one
     * @param quota of a user; null of all others
     * @param spendShare null when nothing was spent
     */
    record Ranked(
            @Nullable Long position,
            long memberCount,
            @Nullable String name,
            @Nullable String detail,
            @Nullable Long userCount,
            @Nullable Long teamCount,
            @Nullable Quota quota,
            long requestCount,
            long totalTokens,
            BigDecimal spendUsd,
            @Nullable BigDecimal spendShare) {}

    /**
     * What a user may use, and how much of it is used in the month of a day.
     *
     * @param tierName null without a tier
     * @param share 0 to 1, or more; null without a limit
     * @param through the last loaded day
     */
    record Quota(@Nullable String tierName, @Nullable BigDecimal share, LocalDate through) {

        boolean isKnown() {
            return tierName != null || share != null;
        }
    }

    /** Those that users have; none without tiers and limits. */
    List<Quota> quotas() {
        return users.stream()
                .map(Ranked::quota)
                .filter(Objects::nonNull)
                .filter(Quota::isKnown)
                .toList();
    }

    /** Cost of one series, counted from 1, in a day or week; without a series when there was no usage. */
    record Slice(
            LocalDate firstDate,
            long absentDayCount,
            long dayCount,
            @Nullable Long series,
            @Nullable BigDecimal spendUsd) {}

    /**
     * A row of {@code marts.budgets}.
     *
     * @param periodTo null when the period never ends
     * @param exhaustedOn when it was or will be used up; null when it lasts, or, without a projection, when that is not known
     */
    record Budget(
            String scopeKind,
            String scopeName,
            String periodKind,
            LocalDate periodFrom,
            @Nullable LocalDate periodTo,
            LocalDate dataThrough,
            @Nullable BigDecimal budgetUsd,
            BigDecimal spentUsd,
            @Nullable BigDecimal spentShare,
            @Nullable String band,
            @Nullable LocalDate exhaustedOn,
            boolean isProjected) {}

    /** A row of {@code marts.conversions}; the source is null when the book does not say where the rate was found. */
    record Conversion(
            LocalDate rateMonth,
            String currency,
            BigDecimal usdPerCurrency,
            @Nullable String statedBy,
            String usedFor) {}

    /** A row of {@code marts.invoice_reconciliation} with an invoice. */
    record Invoiced(LocalDate month, String provider, BigDecimal meteredUsd, BigDecimal invoicedUsd) {}

    /** A row of {@code marts.coverage}, of the whole gateway. */
    record Coverage(
            long dayCount,
            long loadedDayCount,
            long zeroDayCount,
            long partialDayCount,
            long provisionalDayCount,
            long failedDayCount,
            long missingDayCount,
            long expiredDayCount,
            long restatedDayCount,
            @Nullable String restatedDates,
            long reconciledDayCount,
            long unbalancedDayCount,
            @Nullable Long sourceRequestCount,
            @Nullable Long sourceFailedCount,
            @Nullable Long sourcePromptTokens,
            @Nullable Long sourceCompletionTokens,
            @Nullable BigDecimal sourceSpendUsd,
            @Nullable String absentDates,
            @Nullable String sourceWarning) {}
}

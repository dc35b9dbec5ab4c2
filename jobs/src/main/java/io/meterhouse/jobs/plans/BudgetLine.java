package io.meterhouse.jobs.plans;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.books.Validity;
import io.meterhouse.jobs.prices.ExchangeRates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code budgets.csv}.
 *
 * @param scope user, api_key, team, organisation, cost_centre or total
 * @param scopeId whose of them; {@code (all)} for total
 * @param fiscalStart month in which years and quarters begin, 1 to 12
 * @param soft null when there is none, as there may be no hard amount
 */
record BudgetLine(
        long line,
        String scope,
        String scopeId,
        BudgetPeriod period,
        int fiscalStart,
        @Nullable BigDecimal soft,
        @Nullable BigDecimal hard,
        String currency,
        Validity validity) {

    static final List<String> COLUMNS = List.of(
            "scope",
            "scope_id",
            "period",
            "fiscal_start_month",
            "soft_amount",
            "hard_amount",
            "currency",
            "valid_from",
            "valid_to");

    private static final String TOTAL = "total";
    private static final Set<String> SCOPES = Set.of("user", "api_key", "team", "organisation", "cost_centre", TOTAL);
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("1000000000000");
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no budget
     */
    static BudgetLine of(BookLine line) {
        if (!line.isWhole()) {
            throw new LineRefusedException("is no budget; a budget is " + String.join(",", COLUMNS)
                    + ", of which what does not apply is empty");
        }
        BudgetLine budget = new BudgetLine(
                line.number(),
                line.text("scope"),
                line.text("scope").equals(TOTAL) ? "(all)" : line.text("scope_id"),
                period(line.text("period")),
                fiscalStart(line),
                Amounts.ifAny(line, "soft_amount", LARGEST_AMOUNT, 2),
                Amounts.ifAny(line, "hard_amount", LARGEST_AMOUNT, 2),
                Amounts.currency(line),
                line.validity());
        budget.requireSense(line.text("scope_id"));
        return budget;
    }

    private void requireSense(String writtenId) {
        if (!SCOPES.contains(scope)) {
            throw new LineRefusedException(
                    "has the scope '%s'; it is user, api_key, team, organisation, cost_centre or total"
                            .formatted(scope));
        }
        if (scope.equals(TOTAL) != writtenId.isEmpty()) {
            throw new LineRefusedException(
                    "has the scope %s and the scope_id '%s'; total has none, and every other scope has one"
                            .formatted(scope, writtenId));
        }
        if (soft == null && hard == null) {
            throw new LineRefusedException("has neither a soft_amount nor a hard_amount");
        }
        if (soft != null && hard != null && soft.compareTo(hard) > 0) {
            throw new LineRefusedException("has the soft_amount %s, which is above the hard_amount %s"
                    .formatted(soft.toPlainString(), hard.toPlainString()));
        }
        if (!isInUsDollars() && validity.from().equals(Validity.ALWAYS.from())) {
            throw new LineRefusedException(
                    "is in %s and holds always; give it a valid_from, from which on every period needs a rate"
                            .formatted(currency));
        }
    }

    boolean isInUsDollars() {
        return currency.equals(ExchangeRates.US_DOLLAR);
    }

    /** Whether both are the budget of one scope and kind of period on some day. */
    boolean overlaps(BudgetLine other) {
        return scope.equals(other.scope)
                && scopeId.equals(other.scopeId)
                && period == other.period
                && validity.meets(other.validity);
    }

    /** The months in which its periods begin, up to a day. */
    List<YearMonth> firstMonths(LocalDate until) {
        LocalDate last = validity.to().isAfter(until) ? until : validity.to().minusDays(1);
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month = period.firstMonth(YearMonth.from(validity.from()), fiscalStart);
                !month.atDay(1).isAfter(last) && !validity.from().isAfter(last);
                month = period.next(month)) {
            months.add(month);
        }
        return months;
    }

    private static BudgetPeriod period(String word) {
        for (BudgetPeriod period : BudgetPeriod.values()) {
            if (period.word().equals(word)) {
                return period;
            }
        }
        throw new LineRefusedException("has the period '%s'; it is month, quarter or year".formatted(word));
    }

    private static int fiscalStart(BookLine line) {
        if (line.text("fiscal_start_month").isEmpty()) {
            return 1;
        }
        return line.number("fiscal_start_month", MONTHS, 0)
                .filter(month -> month.signum() > 0)
                .orElseThrow(
                        () -> new LineRefusedException("has the fiscal_start_month '%s'; it is a month from 1 to 12"
                                .formatted(line.text("fiscal_start_month"))))
                .intValueExact();
    }
}

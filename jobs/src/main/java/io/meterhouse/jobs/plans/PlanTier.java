package io.meterhouse.jobs.plans;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code plan_tiers.csv}.
 *
 * @param name in small letters
 * @param calls what a user has in a month; null is unlimited
 * @param tokens what a user has in a month; null is unlimited
 * @param price of a user's month, in the currency; null when it has none
 */
record PlanTier(
        long line,
        String name,
        @Nullable BigDecimal calls,
        @Nullable BigDecimal tokens,
        @Nullable BigDecimal price,
        String currency,
        int order) {

    static final List<String> COLUMNS =
            List.of("tier", "monthly_calls", "monthly_tokens", "monthly_price", "currency", "order");

    private static final BigDecimal LARGEST_LIMIT = new BigDecimal("1000000000000000");
    private static final BigDecimal LARGEST_PRICE = new BigDecimal("1000000000");
    private static final BigDecimal LARGEST_ORDER = new BigDecimal("10000");

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no tier
     */
    static PlanTier of(BookLine line) {
        if (!line.isWhole() || line.text("tier").isEmpty()) {
            throw new LineRefusedException(
                    "is no tier; a tier is " + String.join(",", COLUMNS) + ", of which an empty limit is unlimited");
        }
        return new PlanTier(
                line.number(),
                line.text("tier").toLowerCase(Locale.ROOT),
                Amounts.ifAny(line, "monthly_calls", LARGEST_LIMIT, 0),
                Amounts.ifAny(line, "monthly_tokens", LARGEST_LIMIT, 0),
                Amounts.ifAny(line, "monthly_price", LARGEST_PRICE, 2),
                Amounts.currency(line),
                order(line));
    }

    /** What is wrong with two tiers that stand in one book, the other one below; null when nothing is. */
    @Nullable
    String problemWith(PlanTier other) {
        if (name.equals(other.name)) {
            return "line %d and line %d are both the tier %s".formatted(line, other.line, name);
        }
        if (order >= other.order) {
            return "line %d (%s) has the order %d and line %d (%s) the order %d; each tier's is above that of the tier before"
                    .formatted(line, name, order, other.line, other.name, other.order);
        }
        if (isMore(calls, other.calls) || isMore(tokens, other.tokens)) {
            return "line %d (%s) gives less than line %d (%s), which goes before it"
                    .formatted(other.line, other.name, line, name);
        }
        return null;
    }

    private static boolean isMore(@Nullable BigDecimal limit, @Nullable BigDecimal next) {
        return next != null && (limit == null || limit.compareTo(next) > 0);
    }

    private static int order(BookLine line) {
        return line.number("order", LARGEST_ORDER, 0)
                .orElseThrow(() -> new LineRefusedException("has the order '%s'; it is a whole number from 0 to %s"
                        .formatted(line.text("order"), LARGEST_ORDER.toPlainString())))
                .intValueExact();
    }
}

package io.meterhouse.jobs.plans;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.prices.ExchangeRates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers and currencies as both books write them. */
final class Amounts {

    private Amounts() {}

    /** The number in a column; null when it is empty. */
    static @Nullable BigDecimal ifAny(BookLine line, String column, BigDecimal largest, int decimals) {
        if (line.text(column).isEmpty()) {
            return null;
        }
        return line.number(column, largest, decimals)
                .orElseThrow(() ->
                        new LineRefusedException("has the %s '%s'; it is a number from 0 to %s with at most %d decimals"
                                .formatted(column, line.text(column), largest.toPlainString(), decimals)));
    }

    /** The currency of a line, US dollars when it names none. */
    static String currency(BookLine line) {
        String currency = line.text("currency").isEmpty() ? ExchangeRates.US_DOLLAR : line.text("currency");
        if (!currency.matches("[A-Z]{3}")) {
            throw new LineRefusedException(
                    "has the currency '%s'; a currency is three capital letters such as EUR".formatted(currency));
        }
        return currency;
    }

    /** A number as the warehouse reads it. */
    static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}

package io.meterhouse.jobs.infrastructure;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.prices.ExchangeRates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code infra_cost.csv}: what a piece of infrastructure cost.
 *
 * @param number of the line in the file
 * @param service the only one it is for; null when all share it
 * @param amount in the currency; below 0 is a credit
 * @param usd US dollars for one unit of the currency in the month
 */
record InfraCostLine(
        long number,
        Period period,
        String name,
        @Nullable String service,
        BigDecimal amount,
        String currency,
        BigDecimal usd) {

    static final List<String> COLUMNS = List.of("period", "name", "service", "amount", "currency");

    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    /**
     * What a line says, its amount converted by the rate of its month.
     *
     * @throws LineRefusedException when it is no cost, or in a currency without a rate
     */
    static InfraCostLine of(BookLine line, ExchangeRates rates) {
        if (!line.isWhole() || line.text("name").isEmpty()) {
            throw new LineRefusedException("is no cost of infrastructure; it is " + String.join(",", COLUMNS)
                    + ", of which service and currency may be empty");
        }
        Period period = Period.of(line, "period");
        String currency = line.text("currency").isEmpty() ? ExchangeRates.US_DOLLAR : line.text("currency");
        BigDecimal rate = rates.of(currency, period.month())
                .orElseThrow(() -> new LineRefusedException("is in %s, and exchange_rates.csv has no rate of %s for %s"
                        .formatted(currency, currency, period.month())));
        return new InfraCostLine(
                line.number(),
                period,
                line.text("name"),
                line.filled("service"),
                amount(line.text("amount")),
                currency,
                rate);
    }

    BigDecimal amountUsd() {
        return amount.multiply(usd);
    }

    /** Whether both state the cost of one thing on some day. */
    boolean repeats(InfraCostLine other) {
        return name.equals(other.name) && Objects.equals(service, other.service) && period.meets(other.period);
    }

    private static BigDecimal amount(String text) {
        try {
            BigDecimal amount = new BigDecimal(text);
            if (amount.scale() >= 0 && amount.scale() <= 4 && amount.abs().compareTo(LARGEST) <= 0) {
                return amount;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, as an amount with too many decimals is.
        }
        throw new LineRefusedException(
                "has the amount '%s'; it is a number with a point and at most 4 decimals, below 0 for a credit"
                        .formatted(text));
    }
}

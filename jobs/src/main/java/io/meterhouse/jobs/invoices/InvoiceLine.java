package io.meterhouse.jobs.invoices;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.prices.ExchangeRates;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A line of the book of invoices: what a provider invoiced for a month.
 *
 * @param number of the line in the file
 * @param provider as {@code marts.usage} names it
 * @param invoice number of the invoice
 * @param net before taxes, in the currency; below 0 is a credit note
 * @param usd US dollars for one unit of the currency in the month
 */
record InvoiceLine(
        long number,
        String provider,
        YearMonth month,
        String invoice,
        BigDecimal net,
        String currency,
        BigDecimal usd) {

    static final List<String> COLUMNS = List.of("provider", "month", "number", "net_amount", "currency");

    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    /** What a line says, its amount converted by the rate of its month. */
    static InvoiceLine of(BookLine line, ExchangeRates rates) {
        if (!line.isWhole()
                || line.text("provider").isEmpty()
                || line.text("number").isEmpty()) {
            throw new LineRefusedException("is no invoice; an invoice is " + String.join(",", COLUMNS));
        }
        YearMonth month = month(line.text("month"));
        String currency = line.text("currency").isEmpty() ? ExchangeRates.US_DOLLAR : line.text("currency");
        BigDecimal rate = rates.of(currency, month)
                .orElseThrow(() -> new LineRefusedException("is in %s, and exchange_rates.csv has no rate of %s for %s"
                        .formatted(currency, currency, month)));
        return new InvoiceLine(
                line.number(),
                line.text("provider"),
                month,
                line.text("number"),
                net(line.text("net_amount")),
                currency,
                rate);
    }

    /** Its net amount in US dollars. */
    BigDecimal netUsd() {
        return net.multiply(usd);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException noMonth) {
            throw new LineRefusedException("is of the month '%s'; a month is written like 2026-09".formatted(text));
        }
    }

    private static BigDecimal net(String text) {
        try {
            BigDecimal net = new BigDecimal(text);
            if (net.scale() >= 0 && net.scale() <= 4 && net.abs().compareTo(LARGEST) <= 0) {
                return net;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, as an amount with too many decimals is.
        }
        throw new LineRefusedException(
                "has the net amount '%s'; it is a number with a point and at most 4 decimals, below 0 on a credit note"
                        .formatted(text));
    }
}

package io.meterhouse.reports.finance;

import io.meterhouse.reports.finance.FinanceFigures.Conversion;
import io.meterhouse.reports.finance.FinanceFigures.Invoiced;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the figures were compared with and converted by, a sentence each.
 *
 * @param conversions rates by which amounts of other currencies became US dollars
 * @param invoices what providers invoiced for the months of the period, as a whole
 */
record BookText(List<Conversion> conversions, List<Invoiced> invoices) {

    private static final int NAMED = 12;

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                invoices.isEmpty()
                        ? "Not compared with an invoice."
                        : named(
                                "Invoices of whole months: ",
                                invoices.stream().map(BookText::invoiced),
                                "; what other providers cost is not compared with an invoice."));
        if (!conversions.isEmpty()) {
            sentences.add(named("Converted: ", conversions.stream().map(BookText::converted), "."));
        }
        return sentences;
    }

    private static String invoiced(Invoiced invoiced) {
        return "%s %s %s, metered %s"
                .formatted(
                        invoiced.provider(),
                        YearMonth.from(invoiced.month()),
                        Wording.dollars(invoiced.invoicedUsd()),
                        Wording.dollars(invoiced.meteredUsd()));
    }

    private static String converted(Conversion rate) {
        return "%s at %s US dollars (%s, %s, for %s)"
                .formatted(
                        rate.currency(),
                        rate.usdPerCurrency().stripTrailingZeros().toPlainString(),
                        YearMonth.from(rate.rateMonth()),
                        rate.statedBy() == null ? "source not told" : rate.statedBy(),
                        rate.usedFor());
    }

    private static String named(String before, Stream<String> parts, String after) {
        List<String> all = parts.toList();
        int rest = all.size() - NAMED;
        return before
                + all.stream().limit(NAMED).collect(Collectors.joining("; "))
                + (rest > 0 ? " and %d more".formatted(rest) : "")
                + after;
    }
}

package io.meterhouse.reports.finance;

import io.meterhouse.reports.finance.FinanceFigures.Conversion;
import io.meterhouse.reports.finance.FinanceFigures.Invoiced;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the figures were compared with and converted by, in a sentence each.
 *
 * @param conversions rates by which amounts of other currencies became US dollars
 * @param invoiced what providers invoiced for the months of the period, as a whole
 * @param language of the reader
 */
record BookText(List<Conversion> conversions, List<Invoiced> invoiced, Language language) {

    private static final int NAMED = 12;

    String invoices() {
        return invoiced.isEmpty()
                ? language.text("finance.books.no-invoice")
                : language.text(
                        "finance.books.invoices", named(invoiced.stream().map(this::invoiced)));
    }

    /** None when nothing was converted. */
    Optional<String> rates() {
        return conversions.isEmpty()
                ? Optional.empty()
                : Optional.of(language.text(
                        "finance.books.converted", named(conversions.stream().map(this::converted))));
    }

    private String invoiced(Invoiced invoiced) {
        return language.text(
                "finance.books.invoice",
                invoiced.provider(),
                new ShortDates(language).month(invoiced.month()),
                language.money(invoiced.invoicedUsd()),
                language.money(invoiced.meteredUsd()));
    }

    private String converted(Conversion rate) {
        BigDecimal shortest = rate.usdPerCurrency().stripTrailingZeros();
        return language.text(
                "finance.books.rate",
                rate.currency(),
                language.number(shortest, Math.max(0, shortest.scale())),
                new ShortDates(language).month(rate.rateMonth()),
                rate.statedBy() == null ? language.text("finance.books.no-source") : rate.statedBy(),
                Stream.of(rate.usedFor().split(", ", -1))
                        .map(use -> language.text("finance.books.use." + use.replace(' ', '-')))
                        .collect(Collectors.joining(", ")));
    }

    private String named(Stream<String> parts) {
        List<String> all = parts.toList();
        String first = all.stream().limit(NAMED).collect(Collectors.joining("; "));
        int rest = all.size() - NAMED;
        return rest > 0 ? language.text("finance.and-more", first, language.count(rest)) : first;
    }
}

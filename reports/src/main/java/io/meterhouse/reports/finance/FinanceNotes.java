package io.meterhouse.reports.finance;

import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the figures rest on, and what the words mean.
 *
 * @param rows what was asked
 * @param figures of the period
 * @param language of the reader
 */
record FinanceNotes(KeptRows rows, FinanceFigures figures, Language language) {

    /** A part of what is charged, by where its cost is from. */
    private record Part(String source, BigDecimal share) {}

    Prose assumptions() {
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(assumption("cost"));
        List<Part> parts = rows.hold("cost_sources")
                ? rows
                        .rows("cost_sources", row -> {
                            String source = row.text("cost_source");
                            return Optional.ofNullable(row.optionalDecimal("amount_share"))
                                    .map(share -> new Part(source, share));
                        })
                        .stream()
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        if (!parts.isEmpty()) {
            paragraphs.add(assumption(
                    "sources",
                    parts.stream()
                            .map(part -> language.text(
                                    "finance.assumption.source." + part.source(), language.share(part.share())))
                            .collect(Collectors.joining(", "))));
        }
        // Invoices are of the whole gateway.
        if (rows.hold("cost_sources")) {
            BookText books = new BookText(figures.conversions(), figures.invoices(), language);
            paragraphs.add(new Paragraph(term("invoices"), books.invoices()));
            books.rates().ifPresent(rates -> paragraphs.add(new Paragraph(term("rates"), rates)));
        }
        figures.quotas().stream()
                .limit(1)
                .forEach(quota -> paragraphs.add(assumption("quota", language.day(quota.through()))));
        return new Prose("assumptions", language.text("finance.assumptions"), paragraphs);
    }

    private Paragraph assumption(String name, Object... arguments) {
        return new Paragraph(term(name), language.text("finance.assumption." + name, arguments));
    }

    private String term(String name) {
        return language.text("finance.assumption." + name + ".term");
    }

    Prose glossary() {
        return new Prose(
                "glossary",
                language.text("finance.glossary"),
                Stream.of("final", "restated", "unassigned", "chargeback", "effects", "token")
                        .map(word -> new Paragraph(
                                language.text("finance.glossary." + word + ".term"),
                                language.text("finance.glossary." + word)))
                        .toList());
    }
}

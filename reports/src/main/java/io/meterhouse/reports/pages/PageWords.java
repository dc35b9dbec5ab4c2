package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.wording.Language;
import java.util.Locale;

/**
 * The words that pages say of themselves, whatever the report.
 *
 * @param language in which
 * @param figures writes the numbers between them
 */
record PageWords(Language language, PrintedFigures figures) {

    static PageWords of(Locale locale) {
        return new PageWords(Language.of(locale), new PrintedFigures(locale));
    }

    String word(String name, Object... arguments) {
        return language.text("page." + name, arguments);
    }

    /** A word and a sign, so that no reader depends on the colour. */
    String finality(Finality finality) {
        return (finality == Finality.FINAL ? "✓ " : "⚠ ") + language.text("finality." + finality);
    }

    String others(long count) {
        return word("others", figures.count(count));
    }

    /** How many of the lines there are pages show. */
    String cut(long listed, long all) {
        return word("rows", figures.count(listed), figures.count(all));
    }
}

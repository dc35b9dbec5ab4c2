package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Masthead.Finality;
import java.util.Locale;
import java.util.Map;

/**
 * The words that pages say of themselves, whatever the report.
 *
 * @param figures writes the numbers between them
 * @param words by name
 */
record PageWords(PrintedFigures figures, Map<String, String> words) {

    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("final", "FINAL"),
            Map.entry("provisional", "PROVISIONAL"),
            Map.entry("period", "Period"),
            Map.entry("generated", "generated"),
            Map.entry("snapshot", "Snapshot"),
            Map.entry("run", "Run"),
            Map.entry("days", "days are UTC days"),
            Map.entry("page", "Page"),
            Map.entry("of", "of"),
            Map.entry("others", "Others"),
            Map.entry("rounding", "Rounding"),
            Map.entry("total", "Total"),
            Map.entry("rows", "rows"),
            Map.entry("headline", "In short"),
            Map.entry("tiles", "Key figures"));

    private static final Map<String, String> GERMAN = Map.ofEntries(
            Map.entry("final", "ENDGÜLTIG"),
            Map.entry("provisional", "VORLÄUFIG"),
            Map.entry("period", "Zeitraum"),
            Map.entry("generated", "erstellt"),
            Map.entry("snapshot", "Stand"),
            Map.entry("run", "Lauf"),
            Map.entry("days", "Tage sind UTC-Tage"),
            Map.entry("page", "Seite"),
            Map.entry("of", "von"),
            Map.entry("others", "Übrige"),
            Map.entry("rounding", "Rundung"),
            Map.entry("total", "Summe"),
            Map.entry("rows", "Zeilen"),
            Map.entry("headline", "Kurz gesagt"),
            Map.entry("tiles", "Kennzahlen"));

    static PageWords of(Locale language) {
        return new PageWords(
                new PrintedFigures(language),
                language.getLanguage().equals(Locale.GERMAN.getLanguage()) ? GERMAN : ENGLISH);
    }

    String word(String name) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("Pages have no word %s.".formatted(name));
        }
        return word;
    }

    /** A word and a sign, so that no reader depends on the colour. */
    String finality(Finality finality) {
        return finality == Finality.FINAL ? "✓ " + word("final") : "⚠ " + word("provisional");
    }

    String others(long count) {
        return "%s (%s)".formatted(word("others"), figures.count(count));
    }

    /** How many of the lines there are pages show. */
    String cut(long listed, long all) {
        return "%s %s %s %s".formatted(figures.count(listed), word("of"), figures.count(all), word("rows"));
    }
}

package io.meterhouse.reports.document;

import java.util.List;

/**
 * Paragraphs, such as assumptions and the glossary.
 *
 * @param name of the section
 * @param title in the reader's language
 * @param paragraphs at least one
 */
public record Prose(String name, String title, List<Paragraph> paragraphs) implements Section {

    public Prose {
        paragraphs = List.copyOf(paragraphs);
    }

    /**
     * A paragraph.
     *
     * @param term what it is about, in bold; may be empty
     * @param text the rest
     */
    public record Paragraph(String term, String text) {}
}

package io.meterhouse.reports.document;

import io.meterhouse.reports.document.Prose.Paragraph;
import java.util.List;

/**
 * Things that each need a few sentences, a card each, one below the other. Only pages have them: what they say stands in a table too.
 *
 * @param name of the section
 * @param title in the reader's language
 * @param cards at least one
 */
public record Cards(String name, String title, List<Card> cards) implements Section {

    public Cards {
        cards = List.copyOf(cards);
    }

    /**
     * One of them.
     *
     * @param heading what it is
     * @param figure what it comes to, with its unit
     * @param marks what it is judged by, in few words
     * @param paragraphs what there is to say
     * @param smallPrint where the figure comes from
     */
    public record Card(
            String heading, String figure, String marks, List<Paragraph> paragraphs, List<Paragraph> smallPrint) {

        public Card {
            paragraphs = List.copyOf(paragraphs);
            smallPrint = List.copyOf(smallPrint);
        }
    }
}

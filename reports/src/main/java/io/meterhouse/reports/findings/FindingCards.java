package io.meterhouse.reports.findings;

import io.meterhouse.reports.document.Cards;
import io.meterhouse.reports.wording.Language;
import java.util.List;

/** A card each of the findings that matter most. */
public final class FindingCards {

    private FindingCards() {}

    /**
     * Says in its title when not all of them have a card.
     *
     * @param findings the most important first
     * @param most cards there may be
     */
    public static Cards of(List<Finding> findings, int most, Language language) {
        FindingCard card = new FindingCard(language);
        int told = Math.min(most, findings.size());
        return new Cards(
                "cards",
                told == findings.size()
                        ? language.text("finding.cards")
                        : language.text("finding.cards.cut", language.count(told), language.count(findings.size())),
                findings.subList(0, told).stream().map(card::of).toList());
    }
}

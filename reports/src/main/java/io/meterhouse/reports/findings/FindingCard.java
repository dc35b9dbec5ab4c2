package io.meterhouse.reports.findings;

import io.meterhouse.reports.document.Cards.Card;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A finding as a card: what is, what should be, what comes of it, how to do it, and where its amount comes from. */
final class FindingCard {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BETWEEN = "  ·  ";

    private final Language language;
    private final FindingWords words;

    /** Cards in a language; the sentences of findings are in English. */
    FindingCard(Language language) {
        this.language = language;
        this.words = new FindingWords(language);
    }

    /** The card of a finding. */
    Card of(Finding finding) {
        List<Paragraph> paragraphs = new ArrayList<>();
        say(paragraphs, "now", finding.currentState());
        say(paragraphs, "then", finding.recommendation());
        say(paragraphs, "impact", finding.impact());
        say(paragraphs, "steps", numbered(finding.steps()));
        say(paragraphs, "decision", decision(finding));
        List<Paragraph> smallPrint = new ArrayList<>();
        say(smallPrint, "inputs", inputs(finding.inputs()));
        say(smallPrint, "evidence", finding.evidenceSql());
        return new Card(
                finding.subject() == null
                        ? words.type(finding.type())
                        : words.type(finding.type()) + ": " + finding.subject(),
                finding.amountUsd() == null
                        ? Language.UNKNOWN
                        : language.text("finding.card.amount", language.money(finding.amountUsd())),
                marks(finding),
                paragraphs,
                smallPrint);
    }

    private String marks(Finding finding) {
        return String.join(
                BETWEEN,
                language.text("finding.card.priority", words.level(finding.priority())),
                words.kind(finding.amountKind()) + ", " + words.confidence(finding.confidence()),
                language.text(
                        "finding.card.effort",
                        words.level(finding.effort()),
                        language.counted("hours", finding.effortHours())),
                language.text("finding.card.since", language.day(finding.openedOn())),
                language.text("finding.card.looked-at", language.range(finding.from(), finding.to())));
    }

    private @Nullable String decision(Finding finding) {
        String decision = finding.decision();
        if (decision == null) {
            return null;
        }
        String when = finding.decidedAt() == null ? "" : " " + language.moment(finding.decidedAt());
        String why = finding.note() == null ? "" : ": " + finding.note();
        return words.decision(decision) + when + why;
    }

    private void say(List<Paragraph> paragraphs, String term, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            paragraphs.add(new Paragraph(language.text("finding.card." + term), text));
        }
    }

    private static @Nullable String numbered(@Nullable String steps) {
        if (steps == null) {
            return null;
        }
        List<String> lines = steps.lines().toList();
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            numbered.append(i == 0 ? "" : "  ")
                    .append(i + 1)
                    .append(". ")
                    .append(lines.get(i))
                    .append('.');
        }
        return numbered.toString();
    }

    /** As the mart has them when they are no JSON object. */
    private @Nullable String inputs(@Nullable String inputs) {
        if (inputs == null) {
            return null;
        }
        try {
            Map<?, ?> named = JSON.readValue(inputs, Map.class);
            return named.entrySet().stream()
                    .map(input -> String.valueOf(input.getKey()).replace('_', ' ') + " "
                            + figure(String.valueOf(input.getValue())))
                    .collect(Collectors.joining(BETWEEN));
        } catch (JacksonException noObject) {
            return inputs;
        }
    }

    /** With the decimals that say something, and marks between its digits; what is no figure stays as it is. */
    private String figure(String input) {
        try {
            BigDecimal number = new BigDecimal(input).stripTrailingZeros();
            return language.number(number, Math.max(0, number.scale()));
        } catch (NumberFormatException noFigure) {
            return input;
        }
    }
}

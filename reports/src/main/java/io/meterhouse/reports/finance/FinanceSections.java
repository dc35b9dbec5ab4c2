package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.finance.FinanceFigures.Comparison;
import io.meterhouse.reports.finance.FinanceFigures.Ranked;
import io.meterhouse.reports.finance.FinanceFigures.Total;
import io.meterhouse.reports.pages.Typeface;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the finance report says in few words: its headline, its tiles and how complete it is.
 *
 * @param figures of the period
 * @param request which period, of which usage
 * @param language of the reader
 */
record FinanceSections(FinanceFigures figures, ReportRequest request, Language language) {

    private static final float NOTE_SIZE = 6.5f;
    private static final int NOTE_WIDTH = 112;
    private static final float HEADLINE_SIZE = 9;
    private static final int NAME_WIDTH = 240;

    Headline headline() {
        String sentence = sentence();
        return new Headline("headline", sentence.endsWith("…") ? sentence : sentence + ".");
    }

    private String sentence() {
        Total total = figures.total();
        if (total == null || total.requestCount() == 0) {
            return nothing();
        }
        String sentence = text(
                "cost", language.money(total.spendUsd()), language.counted("finance.requests", total.requestCount()));
        if (total.userCount() != null) {
            sentence = text("users", sentence, language.counted("finance.of-users", total.userCount()));
        }
        BigDecimal change = figures.comparison().spendChange();
        if (change != null) {
            String percent = language.share(change.abs());
            sentence = switch (change.signum()) {
                case 1 -> text("more", sentence, percent);
                case -1 -> text("less", sentence, percent);
                default -> text("same", sentence);
            };
        }
        Ranked first = figures.models().isEmpty() ? null : figures.models().get(0);
        if (first != null && first.name() != null && first.spendShare() != null) {
            // The headline has room for two lines.
            String name = Typeface.fitted(first.name(), HEADLINE_SIZE, NAME_WIDTH);
            sentence = text("first", sentence, language.share(first.spendShare()), name);
        }
        return sentence;
    }

    private String text(String key, Object... arguments) {
        return language.text("finance.headline." + key, arguments);
    }

    Tiles tiles() {
        Total total = figures.total();
        Comparison comparison = figures.comparison();
        Long users = total == null ? null : total.userCount();
        return new Tiles(
                "key_figures",
                List.of(
                        tile(
                                "cost",
                                Kind.MONEY,
                                total == null ? null : total.spendUsd(),
                                comparison.spendChange(),
                                Rising.BAD),
                        new Tile(
                                "users",
                                language.text("finance.tile.users"),
                                Kind.COUNT,
                                users,
                                comparison.userCountChange(),
                                Rising.GOOD,
                                total != null && users == null
                                        ? language.text("finance.tile.persons")
                                        : ranges(comparison.userCountChange())),
                        tile(
                                "price",
                                Kind.UNIT_PRICE,
                                total == null ? null : total.spendPerRequestUsd(),
                                comparison.spendPerRequestChange(),
                                Rising.BAD),
                        tile(
                                "requests",
                                Kind.COUNT,
                                total == null ? null : total.requestCount(),
                                comparison.requestCountChange(),
                                Rising.NEUTRAL)));
    }

    private Tile tile(String name, Kind kind, @Nullable Object value, @Nullable BigDecimal change, Rising rising) {
        return new Tile(name, language.text("finance.tile." + name), kind, value, change, rising, ranges(change));
    }

    /** Both ranges, or why there is nothing to compare. */
    private String ranges(@Nullable BigDecimal change) {
        Comparison comparison = figures.comparison();
        ShortDates dates = new ShortDates(language);
        String period = dates.range(request.from(), request.to());
        String previous = dates.range(comparison.previousFrom(), comparison.previousTo());
        if (!comparison.isPreviousCovered()) {
            return onTile(language.text("finance.tile.no-previous"), previous);
        }
        Total total = figures.total();
        if (total == null) {
            return onTile(language.text("finance.tile.no-day"), period);
        }
        if (!comparison.isCovered()) {
            return onTile(language.text("finance.tile.not-all-days"), period);
        }
        if (change == null) {
            return onTile(language.text("finance.tile.none-in"), total.requestCount() == 0 ? period : previous);
        }
        return onTile(period, language.text("finance.tile.against", previous));
    }

    /** On one line when it fits. */
    private static String onTile(String first, String second) {
        String line = first + " " + second;
        return Typeface.width(line, NOTE_SIZE) <= NOTE_WIDTH ? line : first + "\n" + second;
    }

    Prose coverage(CoverageText coverage) {
        return new Prose(
                "coverage",
                language.text("finance.coverage"),
                coverage.sentences().stream()
                        .map(sentence -> new Paragraph("", sentence))
                        .toList());
    }

    /** Why there are no rows. */
    String nothing() {
        return language.text(figures.coverage().loadedDayCount() == 0 ? "period.no-day" : "period.no-usage");
    }
}

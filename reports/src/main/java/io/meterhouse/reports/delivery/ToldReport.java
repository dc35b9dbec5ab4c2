package io.meterhouse.reports.delivery;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.pages.PrintedFigures;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a mail says of one report, in the report's language; text and page say the same. Texts are one line each, and still plain.
 *
 * @param language of the report
 * @param title of the report
 * @param period in words
 * @param audience whose usage it is of
 * @param isFinal whether its figures stay
 * @param headline the report in a sentence or two; empty when it has none
 * @param figures those that matter most
 * @param pictures charts worth a look in a mail
 * @param remarks on freshness, coverage, reconciliation and restatements
 * @param cuts what its files leave out
 * @param origin what it was made from, and when
 */
record ToldReport(
        Language language,
        String title,
        String period,
        String audience,
        boolean isFinal,
        String headline,
        List<Figure> figures,
        List<Picture> pictures,
        List<Remark> remarks,
        List<String> cuts,
        String origin) {

    private static final int LONGEST_NAME = 120;

    /** How a figure's change is taken. */
    enum Tone {
        GOOD,
        PLAIN,
        BAD
    }

    /**
     * One of the figures that matter most.
     *
     * @param change with a sign and in words; empty when there is nothing to compare
     * @param note what it is compared with, or why there is nothing
     */
    record Figure(String label, String value, String change, Tone tone, String note) {}

    static ToldReport of(RenderedReport report, Detail detail) {
        Masthead masthead = report.document().masthead();
        Language language = Language.of(masthead.language());
        return new ToldReport(
                language,
                OneLine.of(masthead.title(), LONGEST_NAME),
                language.text("mail.period", language.range(masthead.from(), masthead.to())),
                OneLine.of(masthead.audience(), LONGEST_NAME),
                masthead.finality() == Masthead.Finality.FINAL,
                sections(report, Headline.class)
                        .map(headline -> OneLine.of(headline.text(), 2 * detail.longestText))
                        .collect(Collectors.joining(" ")),
                sections(report, Tiles.class)
                        .flatMap(tiles -> tiles.tiles().stream())
                        .limit(8)
                        .map(tile -> figure(tile, language))
                        .toList(),
                pictures(report),
                masthead.status().stream()
                        .limit(detail.mostRemarks)
                        .map(remark -> new Remark(remark.weight(), OneLine.of(remark.text(), detail.longestText)))
                        .toList(),
                report.cuts().stream()
                        .limit(detail.mostRemarks)
                        .map(cut -> OneLine.of(cut, detail.longestText))
                        .toList(),
                language.text(
                        "mail.origin",
                        OneLine.of(masthead.snapshotId(), LONGEST_NAME),
                        OneLine.of(masthead.runId(), LONGEST_NAME),
                        language.moment(masthead.generatedAt())));
    }

    private static <T> Stream<T> sections(RenderedReport report, Class<T> kind) {
        return report.document().sections().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Wide ones before narrow ones, which need a line of their own in a mail. */
    private static List<Picture> pictures(RenderedReport report) {
        List<Picture> pictures = sections(report, Picture.class).toList();
        return Stream.concat(
                        pictures.stream().filter(picture -> picture.width() != Picture.Width.NARROW),
                        pictures.stream().filter(picture -> picture.width() == Picture.Width.NARROW))
                .toList();
    }

    private static Figure figure(Tile tile, Language language) {
        PrintedFigures figures = new PrintedFigures(language.locale());
        String value = OneLine.of(figures.alone(tile.kind(), tile.value()), LONGEST_NAME);
        String label = OneLine.of(tile.label(), LONGEST_NAME);
        String note = OneLine.of(tile.note(), LONGEST_NAME);
        BigDecimal change = tile.change();
        if (change == null) {
            return new Figure(label, value, "", Tone.PLAIN, note);
        }
        BigDecimal percent = PrintedFigures.percent(change);
        String amount = figures.percentage(percent.abs());
        String told = switch (percent.signum()) {
            case 1 -> "▲ " + language.text("mail.up", amount);
            case -1 -> "▼ " + language.text("mail.down", amount);
            default -> language.text("mail.unchanged");
        };
        return new Figure(label, value, told, tone(tile.rising(), percent.signum()), note);
    }

    private static Tone tone(Rising rising, int sign) {
        if (rising == Rising.NEUTRAL || sign == 0) {
            return Tone.PLAIN;
        }
        return (rising == Rising.GOOD) == (sign > 0) ? Tone.GOOD : Tone.BAD;
    }

    /** A word and a sign, so that no reader depends on the colour. */
    String badge() {
        return isFinal ? "✓ " + language.text("finality.FINAL") : "⚠ " + language.text("finality.PROVISIONAL");
    }

    /** What the badge means. */
    String badgeMeans() {
        return language.text(isFinal ? "mail.final" : "mail.provisional");
    }

    static String sign(Remark remark) {
        return switch (remark.weight()) {
            case GOOD -> "✓";
            case PLAIN -> "•";
            case WARNING -> "⚠";
            case BAD -> "✗";
        };
    }
}

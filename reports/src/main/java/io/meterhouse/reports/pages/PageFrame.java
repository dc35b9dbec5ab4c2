package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Remark;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands on every page, as the template calls it.
 *
 * @param masthead what the report says of itself
 */
record PageFrame(Masthead masthead) {

    static String subject(Masthead masthead) {
        PageWords words = PageWords.of(masthead.language());
        return "%s, %s".formatted(period(masthead, words), Typeface.printable(masthead.audience()));
    }

    private static String period(Masthead masthead, PageWords words) {
        return words.language().text("report.period", words.language().range(masthead.from(), masthead.to()));
    }

    Map<String, Object> parameters() {
        PageWords words = PageWords.of(masthead.language());
        String period = words.language().range(masthead.from(), masthead.to());
        String finality = words.finality(masthead.finality());
        String snapshot = words.word("snapshot", masthead.snapshotId());
        String run = words.word("run", masthead.runId());
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("heading", masthead.title());
        parameters.put("title", Typeface.markup(Typeface.fitted(masthead.title(), 17f, 340), 17f, 26));
        parameters.put("isFinal", masthead.finality() == Finality.FINAL);
        parameters.put("finality", Typeface.markup(finality));
        parameters.put(
                "subtitle",
                Typeface.markup(period(masthead, words) + "  ·  "
                        + words.language()
                                .text("report.generated", words.language().moment(masthead.generatedAt()))));
        parameters.put("audience", Typeface.markup(Typeface.fitted(masthead.audience(), 8.5f, 205), 8.5f, 12));
        parameters.put("snapshot", Typeface.markup(Typeface.fitted(snapshot, 7f, 190)));
        parameters.put("run", Typeface.markup(Typeface.fitted(run, 7f, 190)));
        parameters.put(
                "status", masthead.status().stream().map(PageFrame::remark).collect(Collectors.joining("   ·   ")));
        parameters.put(
                "runningTitle", Typeface.markup(Typeface.fitted(masthead.title() + "  ·  " + period, 7.5f, 300)));
        parameters.put("runningAudience", Typeface.markup(Typeface.fitted(masthead.audience(), 7.5f, 140), 7.5f, 14));
        parameters.put(
                "foot",
                Typeface.markup("%s  ·  %s  ·  %s  ·  %s"
                        .formatted(
                                finality,
                                Typeface.fitted(run, 6.5f, 130),
                                Typeface.fitted(snapshot, 6.5f, 140),
                                words.word("days"))));
        parameters.put("page", words.word("page"));
        parameters.put("of", words.word("of"));
        return parameters;
    }

    private static String remark(Remark remark) {
        String text = Typeface.markup(Typeface.line(remark.text()));
        return switch (remark.weight()) {
            case GOOD -> Palette.colored(Palette.GOOD, "✓ " + text);
            case PLAIN -> text;
            case WARNING -> Palette.colored(Palette.WARNING, "⚠ " + text);
            case BAD -> Palette.colored(Palette.BAD, "✗ " + text);
        };
    }
}

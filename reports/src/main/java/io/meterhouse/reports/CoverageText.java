package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Comparison;
import io.meterhouse.reports.FinanceFigures.Coverage;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reader has to know about the figures' completeness, as markup.
 *
 * @param coverage of the whole gateway
 * @param total the sums the report prints
 * @param isFiltered the report prints a part of the usage only, which cannot equal the source's totals
 */
record CoverageText(Coverage coverage, Comparison total, boolean isFiltered) {

    private static final int NAMED_DAYS = 12;

    /** The one line on the first page. */
    String status() {
        return loaded() + "   ·   " + balance();
    }

    /** All of it, a sentence a line. */
    String sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(loaded());
        if (coverage.absentDates() != null) {
            sentences.add(Palette.colored(
                    Palette.WARNING,
                    "Not loaded, and in no figure of this report: " + named(coverage.absentDates()) + "."));
        }
        if (coverage.provisionalDayCount() > 0) {
            sentences.add("Provisional days may still change: the source completes a day for a while after its end.");
        }
        if (coverage.restatedDates() != null) {
            sentences.add(Palette.colored(
                    Palette.WARNING, "Changed after they had become final: " + named(coverage.restatedDates()) + "."));
        }
        sentences.add(isFiltered ? "The whole gateway, without this report's filter: " + balance() : balance());
        sentences.add(
                "Days are UTC days. Costs are LiteLLM's own, in US dollars, rounded half up where they are printed; "
                        + "the line of all others takes what rounding leaves.");
        return String.join("\n", sentences);
    }

    private String loaded() {
        StringBuilder loaded = new StringBuilder("%s of %s loaded"
                .formatted(Wording.count(coverage.loadedDayCount()), Wording.days(coverage.dayCount())));
        append(loaded, coverage.provisionalDayCount(), "provisional");
        append(loaded, coverage.partialDayCount(), "partial");
        append(loaded, coverage.zeroDayCount(), "without any usage");
        append(loaded, coverage.failedDayCount(), "failed");
        append(loaded, coverage.missingDayCount(), "missing");
        append(loaded, coverage.restatedDayCount(), "restated");
        boolean isWhole = coverage.loadedDayCount() == coverage.dayCount() && coverage.provisionalDayCount() == 0;
        return Palette.colored(isWhole ? Palette.GOOD : Palette.WARNING, loaded.toString());
    }

    private String balance() {
        Long sourceRequests = coverage.sourceRequestCount();
        BigDecimal sourceSpend = coverage.sourceSpendUsd();
        if (coverage.unbalancedDayCount() > 0) {
            return colored(
                    Palette.BAD,
                    "WARNING: %s of %s loaded %s not balance with LiteLLM's daily totals"
                            .formatted(
                                    Wording.count(coverage.unbalancedDayCount()),
                                    Wording.count(coverage.loadedDayCount()),
                                    coverage.unbalancedDayCount() == 1 ? "days does" : "days do"),
                    sourceRequests,
                    sourceSpend);
        }
        if (coverage.reconciledDayCount() == 0) {
            return Palette.colored(
                    Palette.WARNING, "Not compared with LiteLLM's daily totals: none are known for these days");
        }
        if (coverage.reconciledDayCount() < coverage.loadedDayCount()) {
            return colored(
                    Palette.WARNING,
                    "Equals LiteLLM's daily totals on %s of %s loaded days"
                            .formatted(
                                    Wording.count(coverage.reconciledDayCount()),
                                    Wording.count(coverage.loadedDayCount())),
                    sourceRequests,
                    sourceSpend);
        }
        // The loaded days balance one by one; this catches a report that does not read what was compared.
        if (!isFiltered && sourceRequests != null && sourceRequests != total.requestCount()) {
            return colored(
                    Palette.BAD,
                    "WARNING: the %s requests of this report differ from LiteLLM's daily totals"
                            .formatted(Wording.count(total.requestCount())),
                    sourceRequests,
                    sourceSpend);
        }
        return colored(Palette.GOOD, "Equals LiteLLM's daily totals", sourceRequests, sourceSpend);
    }

    private static String colored(
            Color color, String sentence, @Nullable Long sourceRequests, @Nullable BigDecimal sourceSpend) {
        String totals = sourceRequests == null || sourceSpend == null
                ? ""
                : ": %s requests, %s".formatted(Wording.count(sourceRequests), Wording.dollars(sourceSpend));
        return Palette.colored(color, Typeface.markup(sentence + totals));
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Wording.count(count)).append(' ').append(what);
        }
    }

    private static String named(@Nullable String dates) {
        List<String> days = List.of(Wording.orUnknown(dates).split(", ", -1));
        if (days.size() <= NAMED_DAYS) {
            return String.join(", ", days);
        }
        return String.join(", ", days.subList(0, NAMED_DAYS)) + " and " + (days.size() - NAMED_DAYS) + " more";
    }
}

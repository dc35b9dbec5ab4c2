package io.meterhouse.reports.finance;

import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.finance.FinanceFigures.Coverage;
import io.meterhouse.reports.finance.FinanceFigures.Total;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reader has to know about the figures' completeness.
 *
 * @param coverage of the whole gateway
 * @param total the sums the report prints, null when no day is loaded
 * @param restrictions of the report's filter; with any, it prints a part of the usage, which cannot equal the source's totals
 * @param books what the figures were compared with and converted by
 */
record CoverageText(Coverage coverage, @Nullable Total total, List<String> restrictions, BookText books) {

    private static final int NAMED_RANGES = 12;
    private static final BigDecimal TOLERANCE_OF_A_DAY = new BigDecimal("0.000001");
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000000001");

    /** Final only when every day is loaded and final. */
    Finality state() {
        return isFinal() ? Finality.FINAL : Finality.PROVISIONAL;
    }

    private boolean isFinal() {
        return coverage.loadedDayCount() == coverage.dayCount() && coverage.provisionalDayCount() == 0;
    }

    /** What matters most, short enough for the head of the first page; the rest is on the last. */
    List<Remark> remarks() {
        Verdict verdict = verdict();
        return List.of(
                new Remark(isFinal() ? Remark.Weight.GOOD : Remark.Weight.WARNING, loadedDays("")),
                new Remark(
                        verdict.weight(),
                        (isFiltered() ? "Whole gateway: " : "")
                                + verdict.sentence()
                                + (isFiltered() ? "" : sourceTotals())));
    }

    /** All of it. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (isFiltered()) {
            sentences.add("This report tells of a part of the usage only: " + String.join(", ", restrictions) + ".");
        }
        sentences.add(loadedDays(details()));
        if (coverage.absentDates() != null) {
            sentences.add("Not loaded: " + named(coverage.absentDates()) + ".");
        }
        if (coverage.provisionalDayCount() > 0) {
            sentences.add("Provisional days may still change: the source completes a day for a while after its end.");
        }
        if (coverage.restatedDates() != null) {
            sentences.add("Changed after they had become final: " + named(coverage.restatedDates()) + ".");
        }
        sentences.add((isFiltered() ? "The whole gateway, without this report's filter: " : "")
                + verdict().sentence()
                + sourceTotals());
        if (coverage.sourceWarning() != null) {
            sentences.add(coverage.sourceWarning());
        }
        sentences.add(
                "Days are UTC days. Costs are LiteLLM's own, in US dollars, rounded half up where they are printed; "
                        + "the line of all others takes what rounding leaves.");
        sentences.addAll(books.sentences());
        return sentences;
    }

    private boolean isFiltered() {
        return !restrictions.isEmpty();
    }

    private String loadedDays(String details) {
        StringBuilder loaded = new StringBuilder("%s of %s loaded"
                .formatted(Wording.count(coverage.loadedDayCount()), Wording.days(coverage.dayCount())));
        append(loaded, coverage.provisionalDayCount(), "provisional");
        append(loaded, coverage.restatedDayCount(), "restated");
        return loaded.append(details).toString();
    }

    private String details() {
        StringBuilder details = new StringBuilder();
        append(details, coverage.partialDayCount(), "partial");
        append(details, coverage.zeroDayCount(), "without any usage");
        append(details, coverage.failedDayCount(), "failed");
        append(details, coverage.missingDayCount(), "missing");
        append(details, coverage.expiredDayCount(), "before the kept range");
        return details.toString();
    }

    /** Whether the loaded days equal the source's own totals, and how serious the answer is. */
    private record Verdict(Remark.Weight weight, String sentence) {}

    private Verdict verdict() {
        String loaded = Wording.count(coverage.loadedDayCount());
        if (coverage.unbalancedDayCount() > 0) {
            return new Verdict(
                    Remark.Weight.BAD,
                    "WARNING: %s of %s loaded days %s not balance with LiteLLM's daily totals"
                            .formatted(
                                    Wording.count(coverage.unbalancedDayCount()),
                                    loaded,
                                    coverage.unbalancedDayCount() == 1 ? "does" : "do"));
        }
        if (coverage.reconciledDayCount() == 0) {
            return new Verdict(Remark.Weight.WARNING, "Not compared with LiteLLM's daily totals: none are known");
        }
        if (coverage.reconciledDayCount() < coverage.loadedDayCount()) {
            return new Verdict(
                    Remark.Weight.WARNING,
                    "Equals LiteLLM's daily totals on %s of %s loaded days"
                            .formatted(Wording.count(coverage.reconciledDayCount()), loaded));
        }
        // The loaded days balance one by one; this catches a report that does not read what was compared.
        if (!isFiltered() && total != null && !equalsSource(total)) {
            return new Verdict(
                    Remark.Weight.BAD,
                    "WARNING: the %s requests, %s of this report differ from LiteLLM's daily totals"
                            .formatted(Wording.count(total.requestCount()), Wording.dollars(total.spendUsd())));
        }
        return new Verdict(Remark.Weight.GOOD, "Equals LiteLLM's daily totals");
    }

    /** Counts and tokens exactly; of the spend each day may differ by as much as it may when it is loaded. */
    private boolean equalsSource(Total printed) {
        BigDecimal spend = coverage.sourceSpendUsd();
        return Objects.equals(coverage.sourceRequestCount(), printed.requestCount())
                && Objects.equals(coverage.sourceFailedCount(), printed.failedRequestCount())
                && Objects.equals(coverage.sourcePromptTokens(), printed.promptTokens())
                && Objects.equals(coverage.sourceCompletionTokens(), printed.completionTokens())
                && spend != null
                && spend.subtract(printed.spendUsd())
                                .abs()
                                .compareTo(TOLERANCE_OF_A_DAY
                                        .multiply(BigDecimal.valueOf(coverage.reconciledDayCount()))
                                        .max(TOLERANCE.multiply(spend.abs())))
                        <= 0;
    }

    private String sourceTotals() {
        Long requests = coverage.sourceRequestCount();
        BigDecimal spend = coverage.sourceSpendUsd();
        return requests == null || spend == null
                ? ""
                : ": %s requests, %s".formatted(Wording.count(requests), Wording.dollars(spend));
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Wording.count(count)).append(' ').append(what);
        }
    }

    /** Days as ranges, the first few of them. */
    private static String named(@Nullable String dates) {
        List<String> ranges = new ArrayList<>();
        if (dates != null) {
            List<LocalDate> days =
                    Stream.of(dates.split(", ", -1)).map(LocalDate::parse).toList();
            LocalDate first = days.get(0);
            for (int i = 0; i < days.size(); i++) {
                LocalDate day = days.get(i);
                if (i + 1 == days.size() || !days.get(i + 1).equals(day.plusDays(1))) {
                    ranges.add(Wording.shortRange(first, day));
                    first = i + 1 == days.size() ? day : days.get(i + 1);
                }
            }
        }
        int rest = ranges.size() - NAMED_RANGES;
        return rest <= 0
                ? String.join(", ", ranges)
                : String.join(", ", ranges.subList(0, NAMED_RANGES)) + " and " + rest + " more";
    }
}

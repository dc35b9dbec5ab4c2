package io.meterhouse.reports.finance;

import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.finance.FinanceFigures.Coverage;
import io.meterhouse.reports.finance.FinanceFigures.Total;
import io.meterhouse.reports.wording.Language;
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
 * @param language of the reader
 */
record CoverageText(Coverage coverage, @Nullable Total total, List<String> restrictions, Language language) {

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
                new Remark(isFinal() ? Remark.Weight.GOOD : Remark.Weight.WARNING, String.join(", ", loadedDays())),
                new Remark(
                        verdict.weight(),
                        isFiltered() ? text("of-whole", verdict.sentence()) : withSourceTotals(verdict.sentence())));
    }

    /** All of it. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (isFiltered()) {
            sentences.add(text("filtered", String.join(", ", restrictions)));
        }
        sentences.add(String.join(
                ", ", Stream.concat(loadedDays().stream(), details().stream()).toList()));
        if (coverage.absentDates() != null) {
            sentences.add(text("absent", named(coverage.absentDates())));
        }
        if (coverage.provisionalDayCount() > 0) {
            sentences.add(text("provisional-days"));
        }
        if (coverage.restatedDates() != null) {
            sentences.add(text("restated-days", named(coverage.restatedDates())));
        }
        String verdict = withSourceTotals(verdict().sentence());
        sentences.add(isFiltered() ? text("of-whole.long", verdict) : verdict);
        if (coverage.sourceWarning() != null) {
            sentences.add(text("source-warning", coverage.sourceWarning()));
        }
        return sentences;
    }

    private boolean isFiltered() {
        return !restrictions.isEmpty();
    }

    private String text(String key, Object... arguments) {
        return language.text("finance.coverage." + key, arguments);
    }

    private List<String> loadedDays() {
        List<String> loaded = new ArrayList<>();
        loaded.add(text(
                coverage.dayCount() == 1 ? "loaded.one" : "loaded.many",
                language.count(coverage.loadedDayCount()),
                language.count(coverage.dayCount())));
        add(loaded, coverage.provisionalDayCount(), "provisional");
        add(loaded, coverage.restatedDayCount(), "restated");
        return loaded;
    }

    private List<String> details() {
        List<String> details = new ArrayList<>();
        add(details, coverage.partialDayCount(), "partial");
        add(details, coverage.zeroDayCount(), "zero");
        add(details, coverage.failedDayCount(), "failed");
        add(details, coverage.missingDayCount(), "missing");
        add(details, coverage.expiredDayCount(), "expired");
        return details;
    }

    /** Whether the loaded days equal the source's own totals, and how serious the answer is. */
    private record Verdict(Remark.Weight weight, String sentence) {}

    private Verdict verdict() {
        String loaded = language.count(coverage.loadedDayCount());
        if (coverage.unbalancedDayCount() > 0) {
            return new Verdict(
                    Remark.Weight.BAD,
                    text(
                            coverage.unbalancedDayCount() == 1 ? "unbalanced.one" : "unbalanced.many",
                            language.count(coverage.unbalancedDayCount()),
                            loaded));
        }
        if (coverage.reconciledDayCount() == 0) {
            return new Verdict(Remark.Weight.WARNING, text("not-compared"));
        }
        if (coverage.reconciledDayCount() < coverage.loadedDayCount()) {
            return new Verdict(
                    Remark.Weight.WARNING, text("partly-equal", language.count(coverage.reconciledDayCount()), loaded));
        }
        // The loaded days balance one by one; this catches a report that does not read what was compared.
        if (!isFiltered() && total != null && !equalsSource(total)) {
            return new Verdict(
                    Remark.Weight.BAD,
                    text("differs", language.count(total.requestCount()), language.money(total.spendUsd())));
        }
        return new Verdict(Remark.Weight.GOOD, text("equal"));
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

    private String withSourceTotals(String sentence) {
        Long requests = coverage.sourceRequestCount();
        BigDecimal spend = coverage.sourceSpendUsd();
        return requests == null || spend == null
                ? sentence
                : text("with-totals", sentence, language.counted("finance.requests", requests), language.money(spend));
    }

    private void add(List<String> texts, long count, String what) {
        if (count > 0) {
            texts.add(text("days." + what, language.count(count)));
        }
    }

    /** Days as ranges, the first few of them. */
    private String named(@Nullable String dates) {
        List<String> ranges = new ArrayList<>();
        if (dates != null) {
            List<LocalDate> days =
                    Stream.of(dates.split(", ", -1)).map(LocalDate::parse).toList();
            LocalDate first = days.get(0);
            for (int i = 0; i < days.size(); i++) {
                LocalDate day = days.get(i);
                if (i + 1 == days.size() || !days.get(i + 1).equals(day.plusDays(1))) {
                    ranges.add(new ShortDates(language).range(first, day));
                    first = i + 1 == days.size() ? day : days.get(i + 1);
                }
            }
        }
        int rest = ranges.size() - NAMED_RANGES;
        return rest <= 0
                ? String.join(", ", ranges)
                : language.text(
                        "finance.and-more", String.join(", ", ranges.subList(0, NAMED_RANGES)), language.count(rest));
    }
}

package io.meterhouse.scheduler.cli;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ranges of complete UTC days that have a name. */
enum PeriodPreset {
    YESTERDAY,
    LAST_7_DAYS,
    LAST_30_DAYS,
    LAST_90_DAYS,
    THIS_WEEK,
    LAST_WEEK,
    THIS_MONTH,
    LAST_MONTH,
    THIS_QUARTER,
    LAST_QUARTER,
    THIS_YEAR,
    LAST_YEAR;

    /** A range of days, both ends inclusive. */
    record Range(LocalDate from, LocalDate to) {}

    /**
     * Finds a period by its name.
     *
     * @throws UsageException when there is none
     */
    static PeriodPreset named(String name) {
        return Stream.of(values())
                .filter(period -> period.words().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no period '%s'; the periods are: %s."
                        .formatted(
                                name,
                                Stream.of(values()).map(PeriodPreset::words).collect(Collectors.joining(", ")))));
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The days it means on that day; none of them is today, which is not over. */
    Range on(LocalDate today) {
        LocalDate yesterday = today.minusDays(1);
        LocalDate quarter = today.with(IsoFields.DAY_OF_QUARTER, 1);
        return switch (this) {
            case YESTERDAY -> new Range(yesterday, yesterday);
            case LAST_7_DAYS -> new Range(today.minusDays(7), yesterday);
            case LAST_30_DAYS -> new Range(today.minusDays(30), yesterday);
            case LAST_90_DAYS -> new Range(today.minusDays(90), yesterday);
            case THIS_WEEK -> new Range(yesterday.with(DayOfWeek.MONDAY), yesterday);
            case LAST_WEEK ->
                new Range(
                        today.minusWeeks(1).with(DayOfWeek.MONDAY),
                        today.with(DayOfWeek.MONDAY).minusDays(1));
            case THIS_MONTH -> new Range(yesterday.withDayOfMonth(1), yesterday);
            case LAST_MONTH ->
                new Range(
                        today.minusMonths(1).withDayOfMonth(1),
                        today.withDayOfMonth(1).minusDays(1));
            case THIS_QUARTER -> new Range(yesterday.with(IsoFields.DAY_OF_QUARTER, 1), yesterday);
            case LAST_QUARTER -> new Range(quarter.minusMonths(3), quarter.minusDays(1));
            case THIS_YEAR -> new Range(yesterday.withDayOfYear(1), yesterday);
            case LAST_YEAR ->
                new Range(LocalDate.of(today.getYear() - 1, 1, 1), LocalDate.of(today.getYear() - 1, 12, 31));
        };
    }
}

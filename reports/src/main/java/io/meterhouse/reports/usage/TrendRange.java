package io.meterhouse.reports.usage;

import io.meterhouse.reports.ReportRequest;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * Where the ranges begin that trends are drawn over; all of them end with the report's range.
 *
 * @param request whose range it is
 */
record TrendRange(ReportRequest request) {

    private static final int DAYS = 30;
    private static final int WEEKS = 12;
    private static final int MONTHS = 12;

    LocalDate firstDay() {
        return request.to().minusDays(DAYS - 1L);
    }

    LocalDate firstWeek() {
        return request.to()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(WEEKS - 1L);
    }

    LocalDate firstMonth() {
        return request.to().withDayOfMonth(1).minusMonths(MONTHS - 1L);
    }

    /** A calendar has the whole range, and at least as many weeks as their trend. */
    LocalDate firstOfCalendar() {
        return request.from().isBefore(firstWeek()) ? request.from() : firstWeek();
    }
}

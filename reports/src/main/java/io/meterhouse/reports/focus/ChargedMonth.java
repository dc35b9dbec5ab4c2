package io.meterhouse.reports.focus;

import io.meterhouse.reports.exports.ExportRequest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/**
 * A month of an export, or the part of it that was asked for.
 *
 * @param from first UTC day, inclusive
 * @param to last UTC day, inclusive
 */
record ChargedMonth(YearMonth month, LocalDate from, LocalDate to) {

    /** The months that days of a request lie in. */
    static List<ChargedMonth> of(ExportRequest request) {
        YearMonth last = YearMonth.from(request.to());
        return Stream.iterate(
                        YearMonth.from(request.from()), month -> !month.isAfter(last), month -> month.plusMonths(1))
                .map(month -> new ChargedMonth(
                        month, later(month.atDay(1), request.from()), earlier(month.atEndOfMonth(), request.to())))
                .toList();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}

package io.meterhouse.jobs.infrastructure;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** A day or a month, as a line names it. */
record Period(LocalDate from, LocalDate to) {

    private static final String MONTH = "\\d{4}-\\d{2}";

    /** The day or month in a column. */
    static Period of(BookLine line, String column) {
        String text = line.text(column);
        try {
            if (text.matches(MONTH)) {
                YearMonth month = YearMonth.parse(text);
                return new Period(month.atDay(1), month.atEndOfMonth());
            }
            LocalDate day = LocalDate.parse(text);
            return new Period(day, day);
        } catch (DateTimeParseException neither) {
            throw new LineRefusedException(
                    "has the %s '%s'; it is a day like 2026-09-30 or a month like 2026-09".formatted(column, text));
        }
    }

    /** The day in a column. */
    static LocalDate day(BookLine line, String column) {
        try {
            return LocalDate.parse(line.text(column));
        } catch (DateTimeParseException noDay) {
            throw new LineRefusedException(
                    "has the %s '%s'; a day is written like 2026-09-30".formatted(column, line.text(column)));
        }
    }

    YearMonth month() {
        return YearMonth.from(from);
    }

    int days() {
        return to.getDayOfMonth() - from.getDayOfMonth() + 1;
    }

    boolean meets(Period other) {
        return !from.isAfter(other.to) && !other.from.isAfter(to);
    }

    @Override
    public String toString() {
        return days() == 1 ? from.toString() : month().toString();
    }
}

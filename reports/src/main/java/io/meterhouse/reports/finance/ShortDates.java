package io.meterhouse.reports.finance;

import io.meterhouse.reports.wording.Language;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;

/**
 * Days with the month in short, for where there is little room.
 *
 * @param language of the reader
 */
record ShortDates(Language language) {

    /** {@code 1–30 Sep 2026}. */
    String range(LocalDate from, LocalDate to) {
        String end = format("date.short").format(to);
        if (from.equals(to)) {
            return end;
        }
        if (from.getYear() != to.getYear()) {
            return format("date.short").format(from) + " – " + end;
        }
        return from.getMonth() == to.getMonth()
                ? format("date.short-in-month").format(from) + "–" + end
                : format("date.short-in-year").format(from) + " – " + end;
    }

    /** {@code 1 Sep}. */
    String day(LocalDate day) {
        return format("date.short-in-year").format(day);
    }

    /** {@code 2026-09}. */
    String month(LocalDate day) {
        return format("date.month").format(YearMonth.from(day));
    }

    private DateTimeFormatter format(String key) {
        return DateTimeFormatter.ofPattern(language.text("finance." + key), language.locale());
    }
}

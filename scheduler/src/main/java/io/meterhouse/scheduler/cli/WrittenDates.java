package io.meterhouse.scheduler.cli;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Days and months as they are written on the command line; what is none of them is answered in words. */
final class WrittenDates {

    private WrittenDates() {}

    static void teach(CommandLine line) {
        line.registerConverter(LocalDate.class, WrittenDates::day);
        line.registerConverter(YearMonth.class, WrittenDates::month);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            throw new TypeConversionException("'%s' is no day; a day is written like 2026-09-30".formatted(text));
        }
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException noMonth) {
            throw new TypeConversionException("'%s' is no month; a month is written like 2026-09".formatted(text));
        }
    }
}

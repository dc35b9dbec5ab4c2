package io.meterhouse.jobs.books;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A line of a book, value by value, by the names of the columns. */
public final class BookLine {

    private final long number;
    private final CSVRecord values;

    BookLine(long number, CSVRecord values) {
        this.number = number;
        this.values = values;
    }

    /** Its number in the file, from 1, as an editor counts. */
    public long number() {
        return number;
    }

    /** Its place among the lines that mean something, from 1. */
    public long position() {
        return values.getRecordNumber();
    }

    /** Whether it has a value, or an empty one, for every column. */
    public boolean isWhole() {
        return values.isConsistent();
    }

    /** The text of a column; empty when there is none. */
    public String text(String column) {
        return values.isMapped(column) ? values.get(column) : "";
    }

    /** The text of a column; null when it is empty. */
    public @Nullable String filled(String column) {
        String text = text(column);
        return text.isEmpty() ? null : text;
    }

    /**
     * The days on which a line holds.
     *
     * @throws LineRefusedException when one of them is no day, or there is none between them
     */
    public Validity validity() {
        String from = text("valid_from");
        String to = text("valid_to");
        try {
            Validity validity = new Validity(
                    from.isEmpty() ? Validity.ALWAYS.from() : LocalDate.parse(from),
                    to.isEmpty() ? Validity.ALWAYS.to() : LocalDate.parse(to));
            if (validity.isEmpty()) {
                throw new LineRefusedException(
                        "holds on no day: valid_to %s is the first day on which it no longer does"
                                .formatted(validity.to()));
            }
            return validity;
        } catch (DateTimeParseException noDay) {
            throw new LineRefusedException(
                    "holds from '%s' to '%s'; a day is written like 2026-09-30".formatted(from, to));
        }
    }

    /**
     * The number in a column.
     *
     * @param decimals how many it may have behind its point
     * @return empty when it is none, is below 0, is above the largest, or has too many decimals
     */
    public Optional<BigDecimal> number(String column, BigDecimal largest, int decimals) {
        try {
            BigDecimal number = new BigDecimal(text(column));
            boolean isTaken = number.signum() >= 0
                    && number.scale() >= 0
                    && number.scale() <= decimals
                    && number.compareTo(largest) <= 0;
            return isTaken ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}

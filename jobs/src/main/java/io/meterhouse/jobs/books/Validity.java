package io.meterhouse.jobs.books;

import java.time.LocalDate;

/**
 * Days on which something holds.
 *
 * @param from the first of them
 * @param to the first day on which it no longer does
 */
public record Validity(LocalDate from, LocalDate to) {

    /** Every day there is, as the warehouse writes it. */
    public static final Validity ALWAYS = new Validity(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    /** Whether there is a day that is in both. */
    public boolean meets(Validity other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}

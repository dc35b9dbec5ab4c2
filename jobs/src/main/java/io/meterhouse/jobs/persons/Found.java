package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.runs.Quantity;

/**
 * A place that names the person.
 *
 * @param place table and column, or folder
 * @param count how many rows or files of it
 * @param unit what is counted, in the singular
 */
record Found(String place, long count, String unit) {

    Found(String place, long count) {
        this(place, count, "row");
    }

    String sentence() {
        return "%s in %s".formatted(Quantity.of(count, unit), place);
    }
}

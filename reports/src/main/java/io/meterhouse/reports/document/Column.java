package io.meterhouse.reports.document;

/**
 * A column of a table.
 *
 * @param name as the mart calls it, the same in every language; the key of JSON
 * @param header the same in every language too; the first line of CSV files and sheets
 * @param heading what is printed above it, in the reader's language
 * @param kind what its cells hold
 * @param place whether pages show it
 */
public record Column(String name, String header, String heading, Kind kind, Place place) {

    /** Where a column is shown. */
    public enum Place {
        /** On pages, and in every file. */
        PRINTED,
        /** Only in files, which have all. */
        IN_FILES
    }
}

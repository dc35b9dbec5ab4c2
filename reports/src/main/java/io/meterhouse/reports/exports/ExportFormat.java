package io.meterhouse.reports.exports;

import java.util.Locale;

/** What an export can be written as. */
public enum ExportFormat {
    /** Comma-separated text. */
    CSV,
    /** Apache Parquet. */
    PARQUET;

    /** The ending of its files' names, with the dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}

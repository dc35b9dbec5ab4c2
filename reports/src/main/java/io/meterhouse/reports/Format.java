package io.meterhouse.reports;

/** What a report can be written as. */
public enum Format {
    /** One laid-out document. */
    PDF,
    /** One file of plain rows for each breakdown. */
    CSV
}

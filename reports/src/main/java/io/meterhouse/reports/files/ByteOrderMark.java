package io.meterhouse.reports.files;

/** Whether a CSV file begins with a mark of its encoding. */
public enum ByteOrderMark {
    /** Excel takes the file for UTF-8; most other programs take the mark for a part of the first header. */
    ON,
    /** As RFC 4180 has it. */
    OFF
}

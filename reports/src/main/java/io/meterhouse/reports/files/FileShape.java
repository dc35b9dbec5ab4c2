package io.meterhouse.reports.files;

/**
 * How the files of a report are written.
 *
 * @param mostRows lines that a table has in files; what is left out is announced
 * @param byteOrderMark whether CSV files begin with one
 */
public record FileShape(int mostRows, ByteOrderMark byteOrderMark) {

    /** When nothing is configured. */
    public static FileShape defaults() {
        return new FileShape(100_000, ByteOrderMark.OFF);
    }
}

package io.meterhouse.reports.files;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the files of a report are written.
 *
 * @param mostRows lines that a table has in files; what is left out is announced
 * @param byteOrderMark whether CSV files begin with one
 * @param without names of sections that it does not have
 */
public record FileShape(int mostRows, ByteOrderMark byteOrderMark, Set<String> without) {

    /** Copies the names. */
    public FileShape {
        without = Collections.unmodifiableSet(new TreeSet<>(without));
    }

    /** With every section. */
    public FileShape(int mostRows, ByteOrderMark byteOrderMark) {
        this(mostRows, byteOrderMark, Set.of());
    }

    /** When nothing is configured. */
    public static FileShape defaults() {
        return new FileShape(100_000, ByteOrderMark.OFF);
    }
}

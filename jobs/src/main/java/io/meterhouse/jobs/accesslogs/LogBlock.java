package io.meterhouse.jobs.accesslogs;

/**
 * Whole lines that lie one after another in a file, or one line too long to be kept.
 *
 * @param data holds the lines from index 0
 * @param length how much of the array they take
 * @param firstOffset where the first line begins in the decompressed file
 * @param firstLine its number, from 1
 * @param kind which of the two it is
 */
record LogBlock(byte[] data, int length, long firstOffset, long firstLine, Kind kind) {

    enum Kind {
        WHOLE_LINES,
        /** The beginning of a single line that is longer than a block. */
        LINE_TOO_LONG
    }
}

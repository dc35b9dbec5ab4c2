package io.meterhouse.jobs.accesslogs;

/**
 * What became of the lines of a stretch of a file.
 *
 * @param read lines that were read
 * @param loaded lines that became requests
 * @param rejected lines that are none
 * @param blank blank lines
 */
record LineCounts(long read, long loaded, long rejected, long blank) {

    LineCounts {
        if (read != loaded + rejected + blank) {
            throw new IllegalStateException("%d lines were read, but %d were loaded, %d rejected and %d blank."
                    .formatted(read, loaded, rejected, blank));
        }
    }

    static final LineCounts NONE = new LineCounts(0, 0, 0, 0);

    LineCounts plus(LineCounts other) {
        return new LineCounts(read + other.read, loaded + other.loaded, rejected + other.rejected, blank + other.blank);
    }
}

package io.meterhouse.jobs.landing;

/**
 * How much lies in a folder.
 *
 * @param files how many files
 * @param bytes their size
 */
public record Extent(long files, long bytes) {

    public static final Extent NOTHING = new Extent(0, 0);

    public Extent plus(Extent other) {
        return new Extent(files + other.files, bytes + other.bytes);
    }
}

package io.meterhouse.jobs.usagefeed;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of the feed.
 *
 * @param path where it lies
 * @param sha256 digest of its content before compression and of the columns that are read, hexadecimal
 * @param rowsByDay how many rows it holds of each day
 */
record FeedFile(String path, String sha256, SortedMap<LocalDate, Long> rowsByDay) {

    FeedFile {
        rowsByDay = Collections.unmodifiableSortedMap(new TreeMap<>(rowsByDay));
    }

    FeedFile at(String otherPath) {
        return new FeedFile(otherPath, sha256, rowsByDay);
    }
}

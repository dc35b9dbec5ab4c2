package io.meterhouse.jobs.usagefeed;

import java.util.List;

/**
 * Rows of one day from one file, or from the query.
 *
 * @param origin the file, or the address of the database
 * @param rows its rows of the day
 */
record FeedPart(String origin, List<FeedRow> rows) {

    FeedPart {
        rows = List.copyOf(rows);
    }
}

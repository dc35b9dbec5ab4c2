package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.runs.RunRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/** The way a feed is read: from files or from a database. */
interface FeedReading {

    /**
     * What the request means now.
     *
     * @throws io.meterhouse.jobs.runs.SourceUnusableException when nothing can be had of the feed
     */
    FeedPlan plan(RunRequest request, FeedLedger ledger);

    /**
     * Reads days. One without rows has no parts or parts without rows.
     *
     * @throws FeedRefusedException when they cannot be loaded
     * @throws io.meterhouse.jobs.runs.SourceUnusableException when no further day can be had either
     */
    SortedMap<LocalDate, List<FeedPart>> read(List<LocalDate> days);

    /**
     * Looks at the feed without reading it.
     *
     * @return what is there, for people
     * @throws io.meterhouse.jobs.runs.SourceUnusableException when nothing can be had of it
     */
    String look();
}

package io.meterhouse.jobs.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer to a usage request before it is written: days, newest first, and the sums of what was read for them. */
record Activity(
        List<DayActivity> days,
        Metrics totals,
        long page,
        long totalPages,
        boolean hasMore,
        @Nullable Long keyLimit,
        @Nullable Long totalKeys) {

    Activity withPaging(Fault.OtherPaging paging) {
        return new Activity(days, totals, page, paging.totalPages(), paging.hasMore(), keyLimit, totalKeys);
    }
}

package io.meterhouse.jobs.anomalies;

import java.util.Locale;

/** How it is told what is usual. */
enum Method {
    /** By the median of each weekday and the level of the last two weeks. */
    WEEKDAY_PROFILE,
    /** By the median of workdays, or of weekends, where there are too few weeks. */
    DAY_KIND,
    /** By the largest day, where most days are without use. */
    LARGEST_DAY,
    /** By use on all such days. */
    ALWAYS_ACTIVE,
    /** By the day of first use. */
    FIRST_USE;

    /** As it stands in the warehouse. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.meterhouse.jobs.anomalies;

import org.jspecify.annotations.Nullable;

/**
 * The complete days of the 56 before a day, since the first use; of a person, or the key of one, only days with use.
 *
 * @param completeDays all complete days, with use or without
 * @param days days from which is learned
 * @param negativeDays days with an amount below 0, of which nothing can be learned
 * @param sameWeekday how many are of the weekday that is judged
 * @param sameWeekdayUsed how many of those have requests
 * @param sameKind how many are workdays like the day that is judged, or weekends like it
 * @param sameKindUsed how many of those have requests
 * @param usualRequests median of the requests of the same weekday; null without such a day
 * @param usualUsers median of the users on the same weekday
 * @param largestUsd the largest day; null without one
 * @param meanOfKindUsd mean of the days of the same kind; null without one
 * @param profile usual by weekdays; null where the days do not tell
 * @param ofKind usual by workdays or weekends; null where the days do not tell
 */
record Past(
        long completeDays,
        long days,
        long negativeDays,
        long sameWeekday,
        long sameWeekdayUsed,
        long sameKind,
        long sameKindUsed,
        @Nullable Long usualRequests,
        long usualUsers,
        @Nullable Double largestUsd,
        @Nullable Double meanOfKindUsd,
        @Nullable Usual profile,
        @Nullable Usual ofKind) {

    /** Complete days without which nothing is told. */
    static final int FEWEST_DAYS = 14;

    /** Of ten days of the same kind. */
    private static final int ALWAYS_OF_TEN = 9;

    private static final int FEWEST_SAME_WEEKDAYS = 2;

    /** True when such days were all with use, or nearly. */
    boolean isAlwaysActive() {
        return sameWeekday >= FEWEST_SAME_WEEKDAYS
                && sameWeekday == sameWeekdayUsed
                && 10 * sameKindUsed >= ALWAYS_OF_TEN * sameKind;
    }
}

package io.meterhouse.jobs.runs;

import java.util.Locale;

/** How much of something there is, in words a person reads: "1 file", "1,209 requests". */
public final class Quantity {

    private Quantity() {}

    /**
     * The count with its noun.
     *
     * @param noun the English word for one of them, whose plural ends in s
     */
    public static String of(long count, String noun) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, noun);
    }
}

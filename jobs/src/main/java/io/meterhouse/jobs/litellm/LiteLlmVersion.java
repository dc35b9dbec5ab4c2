package io.meterhouse.jobs.litellm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a version of LiteLLM that matters to its sums. */
public final class LiteLlmVersion {

    /**
     * Versions before this one kept only the first hundred rows of each flush of the daily tables (LiteLLM issues 23452, 29292,
     * 30281). The correction was merged in June 2026; 1.94 is the first release branch known to have been cut after it.
     */
    private static final Release FIRST_THAT_KEEPS_EVERY_ROW = new Release(1, 94);

    /** Versions before this one, the same release by chance, page rows in no defined order (LiteLLM issue 30164). */
    private static final Release FIRST_THAT_ORDERS_ROWS = FIRST_THAT_KEEPS_EVERY_ROW;

    private static final Pattern NUMBER = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");

    private LiteLlmVersion() {}

    /** Whether the pages of one day can lose a row against another while nothing changes. */
    enum RowOrder {
        FIXED,
        UNDEFINED
    }

    /** How a version orders the rows it pages; a version that nobody told is taken for an old one. */
    static RowOrder rowOrder(@Nullable String version) {
        boolean isOrdered = version != null
                && release(version)
                        .filter(release -> release.isAtLeast(FIRST_THAT_ORDERS_ROWS))
                        .isPresent();
        return isOrdered ? RowOrder.FIXED : RowOrder.UNDEFINED;
    }

    /** A warning when that version is known to lose usage before anybody can read it; empty when it is not. */
    public static Optional<String> warning(String version) {
        return release(version)
                .filter(release -> !release.isAtLeast(FIRST_THAT_KEEPS_EVERY_ROW))
                .map(old ->
                        "LiteLLM %s can lose usage above 100 rows per flush before anybody can read it; upgrade to 1.94 or newer."
                                .formatted(version));
    }

    private record Release(int major, int minor) {
        boolean isAtLeast(Release other) {
            return major > other.major || (major == other.major && minor >= other.minor);
        }
    }

    private static Optional<Release> release(String version) {
        Matcher number = NUMBER.matcher(version + ".");
        return number.matches()
                ? Optional.of(new Release(Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2))))
                : Optional.empty();
    }
}

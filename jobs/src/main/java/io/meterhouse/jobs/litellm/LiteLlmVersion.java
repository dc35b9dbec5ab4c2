package io.meterhouse.jobs.litellm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of a version of LiteLLM that matters to its sums. */
public final class LiteLlmVersion {

    /**
     * Versions before this one kept only the first hundred rows of each flush of the daily tables (LiteLLM issues 23452, 29292,
     * 30281). The correction was merged in June 2026; 1.94 is the first release branch known to have been cut after it.
     */
    private static final int[] FIRST_THAT_KEEPS_EVERY_ROW = {1, 94};

    private static final Pattern NUMBER = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");

    private LiteLlmVersion() {}

    /** A warning when that version is known to lose usage before anybody can read it; empty when it is not. */
    public static Optional<String> warning(String version) {
        Matcher number = NUMBER.matcher(version + ".");
        if (!number.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(number.group(1));
        int minor = Integer.parseInt(number.group(2));
        boolean keepsEveryRow = major > FIRST_THAT_KEEPS_EVERY_ROW[0]
                || (major == FIRST_THAT_KEEPS_EVERY_ROW[0] && minor >= FIRST_THAT_KEEPS_EVERY_ROW[1]);
        return keepsEveryRow
                ? Optional.empty()
                : Optional.of(
                        "LiteLLM %s can lose usage above 100 rows per flush before anybody can read it; upgrade to 1.94 or newer."
                                .formatted(version));
    }
}

package io.meterhouse.jobs.decisions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is to become of a finding. */
public enum Decision {
    /** It is to be done. */
    ACCEPTED,
    /** It is not; the finding stays, and counts in no total. */
    DISMISSED,
    /** It was done. */
    DONE;

    /** As marts and files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Decision> of(String word) {
        return Arrays.stream(values())
                .filter(decision -> decision.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}

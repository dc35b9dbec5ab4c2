package io.meterhouse.jobs.optimizer;

import java.util.Locale;

/** What to look at first, the most urgent one first. */
enum Priority {
    HIGH,
    MEDIUM,
    LOW;

    /** As marts and files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.meterhouse.jobs.optimizer;

import java.util.Locale;

/** What it takes to do what a finding recommends. */
enum Effort {
    LOW(2),
    MEDIUM(8),
    HIGH(24);

    private final int hours;

    Effort(int hours) {
        this.hours = hours;
    }

    /** Hours of work, a rule of thumb. */
    int hours() {
        return hours;
    }

    /** As marts and files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.meterhouse.jobs.optimizer;

import java.util.Locale;

/** How much of an amount is known. */
enum Confidence {
    /** Every input was counted or invoiced. */
    MEASURED,
    /** At least one input is assumed, such as that another model needs as many tokens. */
    ESTIMATED;

    /** As marts and files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

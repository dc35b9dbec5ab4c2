package io.meterhouse.jobs.optimizer;

import java.util.Locale;

/** What an amount is of. Amounts of two kinds are never added together. */
enum AmountKind {
    /** Spend that would not arise. */
    COST,
    /** Revenue that would be had besides. */
    REVENUE,
    /** Revenue of users who may leave, because they pay for more than they use. */
    RETENTION;

    /** As marts and files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

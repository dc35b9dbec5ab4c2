package io.meterhouse.jobs.anomalies;

import java.util.Locale;

/** What is wrong with a day. */
enum AnomalyKind {
    /** It cost far more than it usually does. */
    SPIKE,
    /** It cost far less. */
    DROP,
    /** There was nothing, where there is always something. */
    SILENT,
    /** A model that was never used before costs. */
    NEW_MODEL,
    /** An API key that was never used before costs. */
    NEW_KEY;

    /** As it stands in the warehouse. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

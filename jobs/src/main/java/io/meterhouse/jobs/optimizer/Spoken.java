package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures as sentences have them, such as {@code 1,078} and {@code 1,078.00}, whatever the machine's language is. */
final class Spoken {

    private Spoken() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** US dollars and cents, already rounded. */
    static String usd(BigDecimal cents) {
        return String.format(Locale.ROOT, "%,.2f", cents);
    }
}

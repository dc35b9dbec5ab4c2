package io.meterhouse.jobs.alerts;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a value crosses a level. */
enum Comparison {
    ABOVE,
    AT_LEAST,
    BELOW,
    AT_MOST;

    /** The comparison of a word of the book. */
    static Optional<Comparison> of(String word) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.word().equals(word))
                .findFirst();
    }

    /** As the book and the warehouse name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isCrossed(BigDecimal measured, BigDecimal level) {
        int order = measured.compareTo(level);
        return switch (this) {
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
        };
    }

    /** Whether whatever crosses the graver level crosses the other one first. */
    boolean isGraver(BigDecimal graver, BigDecimal other) {
        int order = graver.compareTo(other);
        return this == ABOVE || this == AT_LEAST ? order >= 0 : order <= 0;
    }
}

package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;

/** How much is asked, by the mean tokens of a request. */
enum Complexity {
    SIMPLE(500, "75"),
    MEDIUM(2000, "85"),
    COMPLEX(Long.MAX_VALUE, "93");

    private final long below;
    private final BigDecimal qualityFloor;

    Complexity(long below, String qualityFloor) {
        this.below = below;
        this.qualityFloor = new BigDecimal(qualityFloor);
    }

    /** Of requests that have so many tokens together; compared without rounding. */
    static Complexity of(long requests, long tokens) {
        for (Complexity complexity : values()) {
            if (complexity == COMPLEX || tokens < complexity.below * requests) {
                return complexity;
            }
        }
        throw new IllegalStateException("Every number of tokens has a class");
    }

    /** Tokens of a request, rounded down; 0 without requests. */
    static long meanTokens(long requests, long tokens) {
        return requests == 0 ? 0 : tokens / requests;
    }

    /** Quality score that a model for such requests has at least. */
    BigDecimal qualityFloor() {
        return qualityFloor;
    }
}

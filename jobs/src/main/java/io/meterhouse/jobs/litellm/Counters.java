package io.meterhouse.jobs.litellm;

import io.meterhouse.warehouse.SpendNoise;
import java.math.BigDecimal;

/**
 * The additive figures of one cell of an answer. Mutable, because pages of a day are added cell by cell.
 *
 * <p>Spend is summed exactly from the JSON numbers' text; sums of the source itself carry the noise of binary fractions.
 */
final class Counters {

    long requests;
    long successfulRequests;
    long failedRequests;
    long promptTokens;
    long completionTokens;
    long cacheReadTokens;
    long cacheWriteTokens;
    long responseTimeMillis;
    long timedRequests;
    BigDecimal spend = BigDecimal.ZERO;

    long totalTokens() {
        return promptTokens + completionTokens;
    }

    void add(Counters other) {
        requests += other.requests;
        successfulRequests += other.successfulRequests;
        failedRequests += other.failedRequests;
        promptTokens += other.promptTokens;
        completionTokens += other.completionTokens;
        cacheReadTokens += other.cacheReadTokens;
        cacheWriteTokens += other.cacheWriteTokens;
        responseTimeMillis += other.responseTimeMillis;
        timedRequests += other.timedRequests;
        spend = spend.add(other.spend);
    }

    void subtract(Counters other) {
        requests -= other.requests;
        successfulRequests -= other.successfulRequests;
        failedRequests -= other.failedRequests;
        promptTokens -= other.promptTokens;
        completionTokens -= other.completionTokens;
        cacheReadTokens -= other.cacheReadTokens;
        cacheWriteTokens -= other.cacheWriteTokens;
        responseTimeMillis -= other.responseTimeMillis;
        timedRequests -= other.timedRequests;
        spend = spend.subtract(other.spend);
    }

    Counters copy() {
        Counters copy = new Counters();
        copy.add(this);
        return copy;
    }

    Counters less(Counters other) {
        Counters rest = copy();
        rest.subtract(other);
        return rest;
    }

    /** Nothing but the noise of binary fractions. */
    boolean isNothing() {
        return hasNoCounts() && SpendNoise.isSame(BigDecimal.ZERO, spend);
    }

    /** Less than nothing somewhere: what was subtracted cannot have been part of it. */
    boolean isNegative() {
        return requests < 0
                || successfulRequests < 0
                || failedRequests < 0
                || promptTokens < 0
                || completionTokens < 0
                || cacheReadTokens < 0
                || cacheWriteTokens < 0
                || (spend.signum() < 0 && !SpendNoise.isSame(BigDecimal.ZERO, spend));
    }

    /** The same counts and tokens exactly, the same spend within max(1e-6, 1e-9 x spend). */
    boolean equalsWithinNoise(Counters other) {
        return less(other).hasNoCounts() && SpendNoise.isSame(other.spend, spend);
    }

    private boolean hasNoCounts() {
        return requests == 0
                && successfulRequests == 0
                && failedRequests == 0
                && promptTokens == 0
                && completionTokens == 0
                && cacheReadTokens == 0
                && cacheWriteTokens == 0;
    }

    @Override
    public String toString() {
        return "%d requests (%d failed), %d + %d tokens, $%s"
                .formatted(requests, failedRequests, promptTokens, completionTokens, spend.toPlainString());
    }
}

package io.meterhouse.jobs.landing;

import io.meterhouse.warehouse.SpendNoise;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one complete fetch consists of; a folder without a manifest is an attempt that did not finish.
 *
 * @param source the source, for example {@code litellm}
 * @param partition the unit of replacement, for example a UTC day
 * @param fetchId identity of the fetch within its partition; later fetches sort after earlier ones
 * @param baseUrl base URL of the source
 * @param litellmVersion version the proxy reported; null when it told none
 * @param fetchedAt when the fetch began
 * @param totals the source's own totals of the partition; null where there are none
 * @param acceptsLower whether totals lower than loaded before were accepted by the operator
 * @param answers the answers, in the order in which they were received
 */
public record LandingManifest(
        String source,
        String partition,
        String fetchId,
        String baseUrl,
        @Nullable String litellmVersion,
        Instant fetchedAt,
        @Nullable Totals totals,
        boolean acceptsLower,
        List<LandedAnswer> answers) {

    public LandingManifest {
        answers = List.copyOf(answers);
    }

    LandingManifest accepting(LandingDraft.Acceptance acceptance) {
        return new LandingManifest(
                source,
                partition,
                fetchId,
                baseUrl,
                litellmVersion,
                fetchedAt,
                totals,
                acceptance == LandingDraft.Acceptance.LOWER_TOTALS,
                answers);
    }

    /**
     * The source's own totals of a partition.
     *
     * @param requestCount requests
     * @param totalTokens prompt and completion tokens
     * @param spendUsd spend in US dollars
     */
    public record Totals(long requestCount, long totalTokens, BigDecimal spendUsd) {

        /** Whether any of these is lower than before; spend by more than the noise of binary fractions. */
        public boolean isLowerThan(Totals before) {
            return requestCount < before.requestCount
                    || totalTokens < before.totalTokens
                    || spendUsd.add(SpendNoise.of(before.spendUsd)).compareTo(before.spendUsd) < 0;
        }
    }
}

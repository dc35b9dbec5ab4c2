package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.landing.LandingManifest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the rows of a day, each over those that tell it; null when none does.
 *
 * @param requests requests
 * @param tokens prompt and completion tokens
 * @param costUsd cost in US dollars, to twelve decimals a row
 */
record FeedTotals(
        @Nullable Long requests,
        @Nullable Long tokens,
        @Nullable BigDecimal costUsd) {

    static FeedTotals of(List<FeedPart> parts) {
        Long requests = null;
        Long tokens = null;
        BigDecimal cost = null;
        for (FeedPart part : parts) {
            for (FeedRow row : part.rows()) {
                requests = sum(requests, row.requests());
                tokens = sum(tokens, row.totalTokens());
                BigDecimal ofRow = row.costUsd();
                if (ofRow != null) {
                    BigDecimal exact = ofRow.setScale(12, RoundingMode.HALF_UP);
                    cost = cost == null ? exact : cost.add(exact);
                }
            }
        }
        return new FeedTotals(requests, tokens, cost);
    }

    /** The same where what is unknown is the least there can be. */
    LandingManifest.Totals comparable() {
        return new LandingManifest.Totals(
                Objects.requireNonNullElse(requests, 0L),
                Objects.requireNonNullElse(tokens, 0L),
                Objects.requireNonNullElse(costUsd, BigDecimal.ZERO));
    }

    private static @Nullable Long sum(@Nullable Long before, @Nullable Long more) {
        return before == null ? more : more == null ? before : Long.valueOf(before + more);
    }
}

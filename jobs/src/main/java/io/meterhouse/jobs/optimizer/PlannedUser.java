package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A user who is on a tier: a row of {@code marts.recommended_tiers}.
 *
 * @param userId durable id
 * @param tier that the user is on
 * @param priceUsd price of a month on it (US dollars); null when the book states none
 * @param usedShare larger part of a limit that a month takes, above 1 is more than it; null without limits, or with too few days
 * @param recommendedTier smallest tier that fits; null when none does, or with too few days
 * @param recommendedPriceUsd price of a month on that (US dollars); null when the book states none
 */
record PlannedUser(
        String userId,
        String tier,
        @Nullable BigDecimal priceUsd,
        @Nullable BigDecimal usedShare,
        @Nullable String recommendedTier,
        @Nullable BigDecimal recommendedPriceUsd) {}

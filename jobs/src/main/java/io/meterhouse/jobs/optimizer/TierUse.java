package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the users of a tier pay and what they use: a row of {@code marts.billing_model_candidates}.
 *
 * @param priceUsd price of a user's month (US dollars); null when the book states none
 * @param users on the tier
 * @param days complete days of the window
 * @param spendUsd what the users spent in these days (US dollars)
 */
record TierUse(String tier, @Nullable BigDecimal priceUsd, long users, long days, BigDecimal spendUsd) {}

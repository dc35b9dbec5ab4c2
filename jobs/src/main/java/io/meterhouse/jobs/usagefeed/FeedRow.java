package io.meterhouse.jobs.usagefeed;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of a feed; null is what it does not tell.
 *
 * @param day UTC calendar day
 * @param user id or e-mail address
 * @param keyHash SHA-256 of the key, hexadecimal
 * @param model name of the model
 * @param provider name of the provider
 * @param requests requests
 * @param promptTokens prompt tokens
 * @param completionTokens completion tokens
 * @param totalTokens prompt and completion tokens
 * @param costUsd cost in US dollars
 */
record FeedRow(
        LocalDate day,
        @Nullable String user,
        @Nullable String keyHash,
        @Nullable String model,
        @Nullable String provider,
        @Nullable Long requests,
        @Nullable Long promptTokens,
        @Nullable Long completionTokens,
        @Nullable Long totalTokens,
        @Nullable BigDecimal costUsd) {}

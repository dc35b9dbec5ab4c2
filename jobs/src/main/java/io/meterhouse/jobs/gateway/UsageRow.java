package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One row of the gateway's daily usage table: a day, user, key, model, provider, tool and endpoint with its sums.
 * Spend is in US dollars and, as in the gateway itself, a double.
 */
public record UsageRow(
        String id,
        @Nullable String userId,
        LocalDate date,
        String apiKey,
        @Nullable String model,
        @Nullable String modelGroup,
        @Nullable String provider,
        String tool,
        String endpoint,
        long promptTokens,
        long completionTokens,
        long cacheReadInputTokens,
        long cacheCreationInputTokens,
        long compressionSavedTokens,
        double compressionSavingsSpend,
        double promptCachingSavingsSpend,
        double gatewayInjectedCachingSavingsSpend,
        double autorouterSavingsSpend,
        double spend,
        long apiRequests,
        long successfulRequests,
        long failedRequests,
        long totalResponseTimeMillis,
        long timedRequests) {

    /** The table's column for the user, in which absent and empty mean the same. */
    String userOrUnassigned() {
        return userId == null || userId.isEmpty() ? "Unassigned" : userId;
    }

    String providerOrUnknown() {
        return provider == null || provider.isEmpty() ? "unknown" : provider;
    }
}

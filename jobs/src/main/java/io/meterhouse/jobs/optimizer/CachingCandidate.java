package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;

/** A key that reads less from the provider's cache than others do: a row of {@code marts.caching_candidates}. */
record CachingCandidate(
        String apiKeyHash,
        String model,
        String provider,
        long requests,
        long promptTokens,
        long cacheReadTokens,
        long promptTokensOfModel,
        long cacheReadTokensOfModel,
        long missedTokens,
        BigDecimal spendUsd,
        BigDecimal savingUsd) {

    static CachingCandidate of(Row row) throws SQLException {
        return new CachingCandidate(
                row.text("api_key_hash"),
                row.text("model_name"),
                row.text("provider_id"),
                row.count("request_count"),
                row.count("prompt_tokens"),
                row.count("cache_read_tokens"),
                row.count("model_prompt_tokens"),
                row.count("model_cache_read_tokens"),
                row.count("missed_tokens"),
                row.decimal("spend_usd"),
                row.decimal("saving_usd"));
    }
}

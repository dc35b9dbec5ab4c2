package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/**
 * What a cache of answers would save of a key's requests to a model: a row of {@code marts.response_caching}.
 *
 * @param type caching for a cache word for word, semantic_caching for one by meaning
 */
record ResponseCachingCandidate(
        FindingType type,
        String apiKeyHash,
        String model,
        List<String> providers,
        long requests,
        long cacheableRequests,
        BigDecimal spendUsd,
        BigDecimal grossUsd,
        BigDecimal cacheUsd,
        BigDecimal netUsd) {

    ResponseCachingCandidate {
        providers = List.copyOf(providers);
    }

    static ResponseCachingCandidate of(Row row) throws SQLException {
        return new ResponseCachingCandidate(
                row.text("cache_kind").equals("exact") ? FindingType.CACHING : FindingType.SEMANTIC_CACHING,
                row.text("api_key_hash"),
                row.text("model_name"),
                row.text("provider_ids").lines().toList(),
                row.count("request_count"),
                row.count("cacheable_request_count"),
                row.decimal("spend_usd"),
                row.decimal("gross_usd"),
                row.decimal("cache_usd"),
                row.decimal("net_usd"));
    }

    /** As the mart names the kind of cache. */
    String cacheKind() {
        return type == FindingType.CACHING ? "exact" : "semantic";
    }

    String subject() {
        return apiKeyHash + "|" + model;
    }

    /** What can be saved only once: the same dollars that another model would save of the key. */
    List<String> usages() {
        return providers.stream()
                .map(provider -> ModelCandidate.usage(apiKeyHash, model, provider))
                .toList();
    }
}

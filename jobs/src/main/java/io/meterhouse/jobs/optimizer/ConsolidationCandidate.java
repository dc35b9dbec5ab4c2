package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** A model in little use, and one in larger use that could take it over: a row of {@code marts.model_consolidation_candidates}. */
record ConsolidationCandidate(
        String model,
        String provider,
        String publicName,
        String alternative,
        String alternativeProvider,
        String alternativePublicName,
        List<String> apiKeyHashes,
        long requests,
        long requestsOfModel,
        long requestsOfAlternative,
        long requestsOfMode,
        BigDecimal spendUsd,
        BigDecimal costUsd,
        BigDecimal alternativeCostUsd,
        BigDecimal savingUsd,
        BigDecimal quality,
        BigDecimal alternativeQuality) {

    ConsolidationCandidate {
        apiKeyHashes = List.copyOf(apiKeyHashes);
    }

    static ConsolidationCandidate of(Row row) throws SQLException {
        return new ConsolidationCandidate(
                row.text("model_name"),
                row.text("provider_id"),
                row.text("public_name"),
                row.text("alternative_model_name"),
                row.text("alternative_provider_id"),
                row.text("alternative_public_name"),
                row.text("api_key_hashes").lines().toList(),
                row.count("request_count"),
                row.count("model_request_count"),
                row.count("alternative_request_count"),
                row.count("mode_request_count"),
                row.decimal("spend_usd"),
                row.decimal("cost_usd"),
                row.decimal("alternative_cost_usd"),
                row.decimal("saving_usd"),
                row.decimal("quality_score"),
                row.decimal("alternative_quality_score"));
    }

    String subject() {
        return model + "|" + provider;
    }

    /** What can be saved only once: the same dollars that another model would save of each of the keys. */
    List<String> usages() {
        return apiKeyHashes.stream()
                .map(hash -> ModelCandidate.usage(hash, model, provider))
                .toList();
    }
}

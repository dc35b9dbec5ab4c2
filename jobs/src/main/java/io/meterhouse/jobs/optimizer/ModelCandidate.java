package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;

/** What a key used of a model, and what the same tokens cost on another: a row of {@code marts.model_switch_candidates}. */
record ModelCandidate(
        String apiKeyHash,
        String model,
        String provider,
        String publicName,
        String alternative,
        String alternativeProvider,
        String alternativePublicName,
        boolean isAlternativeListed,
        long requests,
        long tokens,
        BigDecimal spendUsd,
        BigDecimal costUsd,
        BigDecimal alternativeCostUsd,
        BigDecimal savingUsd,
        BigDecimal quality,
        BigDecimal alternativeQuality) {

    static ModelCandidate of(Row row) throws SQLException {
        return new ModelCandidate(
                row.text("api_key_hash"),
                row.text("model_name"),
                row.text("provider_id"),
                row.text("public_name"),
                row.text("alternative_model_name"),
                row.text("alternative_provider_id"),
                row.text("alternative_public_name"),
                row.flag("is_alternative_listed"),
                row.count("request_count"),
                row.count("total_tokens"),
                row.decimal("spend_usd"),
                row.decimal("cost_usd"),
                row.decimal("alternative_cost_usd"),
                row.decimal("saving_usd"),
                row.decimal("quality_score"),
                row.decimal("alternative_quality_score"));
    }

    /** What can be saved only once. */
    String usage() {
        return usage(apiKeyHash, model, provider);
    }

    /** The name under which usage of a model by a key can be saved only once. */
    static String usage(String apiKeyHash, String model, String provider) {
        return "usage:" + subject(apiKeyHash, model, provider);
    }

    String subject() {
        return subject(apiKeyHash, model, provider);
    }

    /** What a finding of a key's usage of a model is found of. */
    static String subject(String apiKeyHash, String model, String provider) {
        return String.join("|", apiKeyHash, model, provider);
    }
}

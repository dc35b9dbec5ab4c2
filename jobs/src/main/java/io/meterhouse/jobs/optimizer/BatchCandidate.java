package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** Usage of a model that nobody waits for: a row of {@code marts.batch_processing_candidates}. */
record BatchCandidate(
        String model,
        String provider,
        List<String> apiKeyHashes,
        long requests,
        long eligibleRequests,
        long requestsOfAll,
        long tokens,
        BigDecimal spendUsd,
        BigDecimal costUsd,
        BigDecimal savingUsd) {

    BatchCandidate {
        apiKeyHashes = List.copyOf(apiKeyHashes);
    }

    static BatchCandidate of(Row row) throws SQLException {
        return new BatchCandidate(
                row.text("model_name"),
                row.text("provider_id"),
                row.text("api_key_hashes").lines().toList(),
                row.count("request_count"),
                row.count("eligible_request_count"),
                row.count("range_request_count"),
                row.count("total_tokens"),
                row.decimal("spend_usd"),
                row.decimal("cost_usd"),
                row.decimal("saving_usd"));
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

package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Work that nobody waits for, which would cost less as batches. */
final class BatchProcessing implements Rule<BatchCandidate> {

    private final ModelThresholds limits;
    private final List<String> backgroundKeys;
    private final BigDecimal smallestUsd;

    /**
     * Work of some keys, and all embeddings.
     *
     * @param backgroundKeys hashes of the keys for whose answers nobody waits
     */
    BatchProcessing(ModelThresholds limits, List<String> backgroundKeys, BigDecimal smallestUsd) {
        this.limits = limits;
        this.backgroundKeys = List.copyOf(backgroundKeys);
        this.smallestUsd = smallestUsd;
    }

    /** The mart of {@link BatchCandidate} and its arguments, in SQL. */
    String candidates(Window window) {
        return "marts.batch_processing_candidates(%s, background_keys := %s::varchar[])"
                .formatted(SqlText.range(window), SqlText.of(backgroundKeys));
    }

    @Override
    public List<Finding> findings(List<BatchCandidate> candidates, Window window) {
        List<Finding> findings = new ArrayList<>();
        for (BatchCandidate candidate : candidates) {
            BigDecimal amount = Cents.of(Cents.monthly(candidate.savingUsd(), window.days()));
            if (isMuch(candidate) && amount.compareTo(smallestUsd) >= 0) {
                findings.add(finding(candidate, amount, window));
            }
        }
        return findings;
    }

    private boolean isMuch(BatchCandidate candidate) {
        return BigDecimal.valueOf(candidate.eligibleRequests())
                        .compareTo(limits.batchAbove().multiply(BigDecimal.valueOf(candidate.requestsOfAll())))
                > 0;
    }

    private Finding finding(BatchCandidate candidate, BigDecimal amount, Window window) {
        List<Party> concerned = new ArrayList<>();
        concerned.add(new Party("model", candidate.model()));
        candidate.apiKeyHashes().forEach(hash -> concerned.add(new Party("api_key", hash)));
        return new Finding(
                FindingType.BATCH_PROCESSING,
                candidate.subject(),
                amount,
                Confidence.ESTIMATED,
                Priority.MEDIUM,
                new Advice(
                        "Nobody waits for %s of %s requests; %s of them go to %s, one by one"
                                .formatted(
                                        Spoken.count(candidate.eligibleRequests()),
                                        Spoken.count(candidate.requestsOfAll()),
                                        Spoken.count(candidate.requests()),
                                        candidate.model()),
                        "Send them to %s as batches".formatted(candidate.model()),
                        "Answers come within hours instead of at once; it is assumed that all of them can wait",
                        List.of(
                                "Ask the owners of the keys which answers can wait",
                                "Collect requests and send them to the provider's batch endpoint",
                                "Compare what a batch is billed with config/price_book.csv")),
                new Evidence(evidence(candidate, window), window, inputs(candidate)),
                concerned,
                candidate.usages());
    }

    private static Map<String, String> inputs(BatchCandidate candidate) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("requests", String.valueOf(candidate.requests()));
        inputs.put("eligible_requests", String.valueOf(candidate.eligibleRequests()));
        inputs.put("all_requests", String.valueOf(candidate.requestsOfAll()));
        inputs.put("tokens", String.valueOf(candidate.tokens()));
        inputs.put("spend_usd", candidate.spendUsd().toPlainString());
        inputs.put("list_cost_usd", candidate.costUsd().toPlainString());
        inputs.put("saving_usd", candidate.savingUsd().toPlainString());
        return inputs;
    }

    private String evidence(BatchCandidate candidate, Window window) {
        return """
                select %s
                from %s
                where model_name = %s and provider_id = %s
                """.formatted(
                        CheaperModel.amount(window),
                        candidates(window),
                        SqlText.of(candidate.model()),
                        SqlText.of(candidate.provider()));
    }
}

package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Move;
import io.meterhouse.jobs.optimizer.Finding.Party;
import io.meterhouse.jobs.runs.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models that few requests name, of which one in larger use would do the work for less. */
final class FewerModels implements Rule<ConsolidationCandidate> {

    private static final Comparator<ConsolidationCandidate> BEST_FIRST = Comparator.comparing(
                    ConsolidationCandidate::savingUsd)
            .thenComparing(ConsolidationCandidate::alternativeQuality)
            .reversed()
            .thenComparing(ConsolidationCandidate::alternative)
            .thenComparing(ConsolidationCandidate::alternativeProvider);

    private final ModelThresholds limits;
    private final BigDecimal smallestUsd;

    FewerModels(ModelThresholds limits, BigDecimal smallestUsd) {
        this.limits = limits;
        this.smallestUsd = smallestUsd;
    }

    /** The mart of {@link ConsolidationCandidate} and its arguments, in SQL. */
    String candidates(Window window) {
        return "marts.model_consolidation_candidates(%s, small_share := %s)"
                .formatted(SqlText.range(window), limits.smallShare().toPlainString());
    }

    @Override
    public List<Finding> findings(List<ConsolidationCandidate> candidates, Window window) {
        Map<String, ConsolidationCandidate> best = new LinkedHashMap<>();
        candidates.stream()
                .filter(candidate -> !limits.pins(candidate.model(), candidate.publicName()))
                .filter(this::isClose)
                .sorted(BEST_FIRST)
                .forEach(candidate -> best.putIfAbsent(candidate.subject(), candidate));
        List<Finding> findings = new ArrayList<>();
        best.values().forEach(candidate -> {
            BigDecimal amount = Cents.of(Cents.monthly(candidate.savingUsd(), window.days()));
            if (amount.compareTo(smallestUsd) >= 0) {
                findings.add(finding(candidate, amount, window));
            }
        });
        return findings;
    }

    private boolean isClose(ConsolidationCandidate candidate) {
        return candidate.alternativeQuality().compareTo(limits.qualityFloor()) >= 0
                && candidate.quality().subtract(candidate.alternativeQuality()).compareTo(limits.closeLoss()) <= 0;
    }

    private Finding finding(ConsolidationCandidate candidate, BigDecimal amount, Window window) {
        List<Party> concerned = new ArrayList<>();
        concerned.add(new Party("model", candidate.model()));
        candidate.apiKeyHashes().forEach(hash -> concerned.add(new Party("api_key", hash)));
        return new Finding(
                FindingType.MODEL_CONSOLIDATION,
                candidate.subject(),
                amount,
                Confidence.ESTIMATED,
                Priority.LOW,
                new Advice(
                        "%s has %s of %s requests of its mode, from %s; %s has %s"
                                .formatted(
                                        candidate.publicName(),
                                        Spoken.count(candidate.requestsOfModel()),
                                        Spoken.count(candidate.requestsOfMode()),
                                        Quantity.of(candidate.apiKeyHashes().size(), "key"),
                                        candidate.alternativePublicName(),
                                        Spoken.count(candidate.requestsOfAlternative())),
                        "Let %s do the work of %s".formatted(candidate.alternativePublicName(), candidate.publicName()),
                        "Quality score %s instead of %s; it is assumed that as many tokens are needed"
                                .formatted(
                                        candidate.alternativeQuality().toPlainString(),
                                        candidate.quality().toPlainString()),
                        List.of(
                                "Ask the owners of the keys what they need %s for".formatted(candidate.publicName()),
                                "Try %s on their requests and compare the answers"
                                        .formatted(candidate.alternativePublicName()),
                                "Take %s out of LiteLLM".formatted(candidate.publicName()))),
                new Evidence(evidence(candidate, window), window, inputs(candidate)),
                concerned,
                candidate.usages(),
                new Move(
                        null,
                        candidate.model(),
                        candidate.provider(),
                        candidate.alternative(),
                        candidate.alternativeProvider()));
    }

    private static Map<String, String> inputs(ConsolidationCandidate candidate) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("requests", String.valueOf(candidate.requests()));
        inputs.put("model_requests", String.valueOf(candidate.requestsOfModel()));
        inputs.put("mode_requests", String.valueOf(candidate.requestsOfMode()));
        inputs.put("spend_usd", candidate.spendUsd().toPlainString());
        inputs.put("list_cost_usd", candidate.costUsd().toPlainString());
        inputs.put("alternative_list_cost_usd", candidate.alternativeCostUsd().toPlainString());
        inputs.put("quality_score", candidate.quality().toPlainString());
        inputs.put("alternative_quality_score", candidate.alternativeQuality().toPlainString());
        return inputs;
    }

    private String evidence(ConsolidationCandidate candidate, Window window) {
        return """
                select %s
                from %s
                where model_name = %s and provider_id = %s
                    and alternative_model_name = %s and alternative_provider_id = %s
                """.formatted(
                        CheaperModel.amount(window),
                        candidates(window),
                        SqlText.of(candidate.model()),
                        SqlText.of(candidate.provider()),
                        SqlText.of(candidate.alternative()),
                        SqlText.of(candidate.alternativeProvider()));
    }
}

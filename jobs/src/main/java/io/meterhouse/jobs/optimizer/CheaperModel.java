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
import java.util.function.Predicate;

/** The model on which the tokens of a key would cost least, of those that are good enough for what the key asks. */
final class CheaperModel implements Rule<ModelCandidate> {

    private static final Comparator<ModelCandidate> BEST_FIRST = Comparator.comparing(ModelCandidate::savingUsd)
            .thenComparing(ModelCandidate::alternativeQuality)
            .reversed()
            .thenComparing(ModelCandidate::alternative)
            .thenComparing(ModelCandidate::alternativeProvider);

    private final FindingType type;
    private final Predicate<ModelCandidate> isGoodEnough;
    private final ModelThresholds limits;
    private final BigDecimal smallestUsd;

    private CheaperModel(
            FindingType type, Predicate<ModelCandidate> isGoodEnough, ModelThresholds limits, BigDecimal smallestUsd) {
        this.type = type;
        this.isGoodEnough = isGoodEnough;
        this.limits = limits;
        this.smallestUsd = smallestUsd;
    }

    /** Good enough is a score of at least the floor that is not too far below that of the model in use. */
    static CheaperModel ofLikeQuality(ModelThresholds limits, BigDecimal smallestUsd) {
        return new CheaperModel(
                FindingType.MODEL_SWITCH,
                candidate -> candidate.alternativeQuality().compareTo(limits.qualityFloor()) >= 0
                        && candidate
                                        .quality()
                                        .subtract(candidate.alternativeQuality())
                                        .compareTo(limits.qualityLoss())
                                <= 0,
                limits,
                smallestUsd);
    }

    /** Good enough is the score that requests of such a size need. */
    static CheaperModel byComplexity(ModelThresholds limits, BigDecimal smallestUsd) {
        return new CheaperModel(
                FindingType.SMART_ROUTING,
                candidate -> candidate
                                .alternativeQuality()
                                .compareTo(limits.complexity().qualityFloor(candidate.requests(), candidate.tokens()))
                        >= 0,
                limits,
                smallestUsd);
    }

    /** The mart of {@link ModelCandidate} and its arguments, in SQL. */
    static String candidates(Window window) {
        return "marts.model_switch_candidates(%s)".formatted(SqlText.range(window));
    }

    /** What a candidate saves in a month, in SQL. */
    static String amount(Window window) {
        return Cents.sql("saving_usd * %s / %d".formatted(Window.DAYS_OF_A_MONTH, window.days()));
    }

    @Override
    public List<Finding> findings(List<ModelCandidate> candidates, Window window) {
        Map<String, ModelCandidate> best = new LinkedHashMap<>();
        candidates.stream()
                .filter(candidate -> !limits.pins(candidate.model(), candidate.publicName()))
                .filter(isGoodEnough)
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

    private Finding finding(ModelCandidate candidate, BigDecimal amount, Window window) {
        String now = name(candidate.publicName(), candidate.model());
        String then = name(candidate.alternativePublicName(), candidate.alternative());
        // The mart writes the name that the key has there; a file that shows no names has none then.
        String key = candidate.apiKeyHash();
        return new Finding(
                type,
                candidate.subject(),
                amount,
                Confidence.ESTIMATED,
                amount.compareTo(limits.highUsd()) > 0 ? Priority.HIGH : Priority.MEDIUM,
                new Advice(
                        "Key %s sends %s of %s on average to %s"
                                .formatted(
                                        key,
                                        Quantity.of(candidate.requests(), "request"),
                                        Quantity.of(
                                                Complexity.meanTokens(candidate.requests(), candidate.tokens()),
                                                "token"),
                                        now),
                        "Send them to %s".formatted(then),
                        "Quality score %s instead of %s; it is assumed that as many tokens are needed"
                                .formatted(
                                        candidate.alternativeQuality().toPlainString(),
                                        candidate.quality().toPlainString()),
                        steps(candidate, then)),
                new Evidence(evidence(candidate, window), window, inputs(candidate)),
                List.of(new Party("api_key", candidate.apiKeyHash()), new Party("model", candidate.model())),
                List.of(candidate.usage()),
                new Move(
                        candidate.apiKeyHash(),
                        candidate.model(),
                        candidate.provider(),
                        candidate.alternative(),
                        candidate.alternativeProvider()));
    }

    private static List<String> steps(ModelCandidate candidate, String then) {
        List<String> steps = new ArrayList<>();
        if (!candidate.isAlternativeListed()) {
            steps.add("Add %s to LiteLLM, which does not list it yet".formatted(candidate.alternative()));
        }
        steps.add("Try %s on requests of key %s and compare the answers".formatted(then, candidate.apiKeyHash()));
        steps.add("Let the callers of the key name %s".formatted(candidate.alternativePublicName()));
        steps.add("Take %s off the models of the key".formatted(candidate.publicName()));
        return steps;
    }

    private static Map<String, String> inputs(ModelCandidate candidate) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("requests", String.valueOf(candidate.requests()));
        inputs.put("tokens", String.valueOf(candidate.tokens()));
        inputs.put("spend_usd", candidate.spendUsd().toPlainString());
        inputs.put("list_cost_usd", candidate.costUsd().toPlainString());
        inputs.put("alternative_list_cost_usd", candidate.alternativeCostUsd().toPlainString());
        inputs.put("quality_score", candidate.quality().toPlainString());
        inputs.put("alternative_quality_score", candidate.alternativeQuality().toPlainString());
        return inputs;
    }

    private static String evidence(ModelCandidate candidate, Window window) {
        return """
                select %s
                from %s
                where api_key_hash = %s and model_name = %s and provider_id = %s
                    and alternative_model_name = %s and alternative_provider_id = %s
                """.formatted(
                        amount(window),
                        candidates(window),
                        SqlText.of(candidate.apiKeyHash()),
                        SqlText.of(candidate.model()),
                        SqlText.of(candidate.provider()),
                        SqlText.of(candidate.alternative()),
                        SqlText.of(candidate.alternativeProvider()));
    }

    /** Deployments of one public name may be of several models. */
    private static String name(String publicName, String model) {
        return publicName.equals(model) ? publicName : "%s (%s)".formatted(publicName, model);
    }
}

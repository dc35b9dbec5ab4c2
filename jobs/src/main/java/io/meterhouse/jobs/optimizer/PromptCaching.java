package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys that pay in full for prompts which others on the same model read from the provider's cache. */
final class PromptCaching implements Rule<CachingCandidate> {

    private final ModelThresholds limits;
    private final BigDecimal smallestUsd;

    PromptCaching(ModelThresholds limits, BigDecimal smallestUsd) {
        this.limits = limits;
        this.smallestUsd = smallestUsd;
    }

    /** The mart of {@link CachingCandidate} and its arguments, in SQL. */
    static String candidates(Window window) {
        return "marts.caching_candidates(%s)".formatted(SqlText.range(window));
    }

    @Override
    public List<Finding> findings(List<CachingCandidate> candidates, Window window) {
        List<Finding> findings = new ArrayList<>();
        for (CachingCandidate candidate : candidates) {
            BigDecimal amount = Cents.of(Cents.monthly(candidate.savingUsd(), window.days()));
            if (isUsual(candidate) && amount.compareTo(smallestUsd) >= 0) {
                findings.add(finding(candidate, amount, window));
            }
        }
        return findings;
    }

    /** Whether so much is read from the cache on this model that one may expect it of every key. */
    private boolean isUsual(CachingCandidate candidate) {
        return BigDecimal.valueOf(candidate.cacheReadTokensOfModel())
                        .compareTo(
                                limits.cacheReadsAbove().multiply(BigDecimal.valueOf(candidate.promptTokensOfModel())))
                > 0;
    }

    private static Finding finding(CachingCandidate candidate, BigDecimal amount, Window window) {
        return new Finding(
                FindingType.CACHING,
                ModelCandidate.subject(candidate.apiKeyHash(), candidate.model(), candidate.provider()),
                amount,
                Confidence.ESTIMATED,
                Priority.MEDIUM,
                new Advice(
                        "Key %s reads %s %% of its prompts to %s from the provider's cache, all keys together %s %%"
                                .formatted(
                                        candidate.apiKeyHash(),
                                        percent(candidate.cacheReadTokens(), candidate.promptTokens()),
                                        candidate.model(),
                                        percent(candidate.cacheReadTokensOfModel(), candidate.promptTokensOfModel())),
                        "Let it read as large a part from the cache",
                        "The same answers; it is assumed that as much of the prompts of this key is the same every time",
                        List.of(
                                "Put what is the same in every prompt of key %s at its beginning"
                                        .formatted(candidate.apiKeyHash()),
                                "Mark it for the cache where the provider of %s wants that"
                                        .formatted(candidate.model()),
                                "Look next week whether marts.cache_usage shows more read from the cache")),
                new Evidence(evidence(candidate, window), window, inputs(candidate)),
                List.of(new Party("api_key", candidate.apiKeyHash()), new Party("model", candidate.model())),
                List.of(ModelCandidate.usage(candidate.apiKeyHash(), candidate.model(), candidate.provider())));
    }

    private static String percent(long part, long whole) {
        return BigDecimal.valueOf(part)
                .movePointRight(2)
                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static Map<String, String> inputs(CachingCandidate candidate) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("requests", String.valueOf(candidate.requests()));
        inputs.put("prompt_tokens", String.valueOf(candidate.promptTokens()));
        inputs.put("cache_read_tokens", String.valueOf(candidate.cacheReadTokens()));
        inputs.put("model_prompt_tokens", String.valueOf(candidate.promptTokensOfModel()));
        inputs.put("model_cache_read_tokens", String.valueOf(candidate.cacheReadTokensOfModel()));
        inputs.put("missed_tokens", String.valueOf(candidate.missedTokens()));
        inputs.put("spend_usd", candidate.spendUsd().toPlainString());
        return inputs;
    }

    private static String evidence(CachingCandidate candidate, Window window) {
        return """
                select %s
                from %s
                where api_key_hash = %s and model_name = %s and provider_id = %s
                """.formatted(
                        CheaperModel.amount(window),
                        candidates(window),
                        SqlText.of(candidate.apiKeyHash()),
                        SqlText.of(candidate.model()),
                        SqlText.of(candidate.provider()));
    }
}

package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Advice;
import io.meterhouse.jobs.optimizer.Finding.Evidence;
import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that ask the same again, whose answers a cache would have: cost of the requests it answers − cost of the cache. */
final class ResponseCaching implements Rule<ResponseCachingCandidate> {

    private final CachingTerms terms;
    private final BigDecimal smallestUsd;

    ResponseCaching(CachingTerms terms, BigDecimal smallestUsd) {
        this.terms = terms;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public List<Finding> findings(List<ResponseCachingCandidate> candidates, Window window) {
        return candidates.stream()
                .filter(this::isOften)
                .filter(candidate -> Cents.of(candidate.netUsd()).compareTo(smallestUsd) >= 0)
                .map(candidate -> finding(candidate, window))
                .toList();
    }

    private boolean isOften(ResponseCachingCandidate candidate) {
        return BigDecimal.valueOf(candidate.cacheableRequests())
                        .compareTo(terms.repeatedAbove().multiply(BigDecimal.valueOf(candidate.requests())))
                > 0;
    }

    private Finding finding(ResponseCachingCandidate candidate, Window window) {
        return new Finding(
                candidate.type(),
                candidate.subject(),
                Cents.of(candidate.netUsd()),
                Confidence.ESTIMATED,
                Priority.MEDIUM,
                advice(candidate),
                new Evidence(evidence(candidate, window), window, inputs(candidate)),
                List.of(new Party("api_key", candidate.apiKeyHash()), new Party("model", candidate.model())),
                candidate.usages());
    }

    private Advice advice(ResponseCachingCandidate candidate) {
        String key = candidate.apiKeyHash();
        return candidate.type() == FindingType.CACHING
                ? new Advice(
                        "Of %s requests of key %s to %s %s ask what was asked before on the same day, word for word"
                                .formatted(
                                        Spoken.count(candidate.requests()),
                                        key,
                                        candidate.model(),
                                        Spoken.count(candidate.cacheableRequests())),
                        "Answer them from a cache of answers",
                        "The same answer to the same request; it is assumed that the cache has %s of them"
                                .formatted(Percent.of(terms.exactHitShare())),
                        List.of(
                                "Ask the owner of key %s whether an answer may be as old as a day".formatted(key),
                                "Turn on LiteLLM's response cache for the key",
                                "Look next week whether the cost of a request of the key went down"))
                : new Advice(
                        "Of %s requests of key %s to %s %s ask in other words what was asked before on the same day"
                                .formatted(
                                        Spoken.count(candidate.requests()),
                                        key,
                                        candidate.model(),
                                        Spoken.count(candidate.cacheableRequests())),
                        "Answer them from a cache of answers that looks for meaning",
                        "Some answers are to a question that only looks alike; it is assumed that the cache has %s of them"
                                .formatted(Percent.of(terms.semanticHitShare())),
                        List.of(
                                "Ask the owner of key %s whether an answer to a like question is good enough"
                                        .formatted(key),
                                "Turn on LiteLLM's semantic cache for the key, beginning with a high threshold",
                                "Compare answers from the cache with those of the model before it is lowered"));
    }

    private static Map<String, String> inputs(ResponseCachingCandidate candidate) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("requests", String.valueOf(candidate.requests()));
        inputs.put("cacheable_requests", String.valueOf(candidate.cacheableRequests()));
        inputs.put("spend_usd", candidate.spendUsd().toPlainString());
        inputs.put("gross_monthly_usd", candidate.grossUsd().toPlainString());
        inputs.put("cache_monthly_usd", candidate.cacheUsd().toPlainString());
        return inputs;
    }

    private String evidence(ResponseCachingCandidate candidate, Window window) {
        return """
                select %s
                from %s
                where cache_kind = %s and api_key_hash = %s and model_name = %s
                """.formatted(
                        Cents.sql("net_usd"),
                        terms.candidates(window),
                        SqlText.of(candidate.cacheKind()),
                        SqlText.of(candidate.apiKeyHash()),
                        SqlText.of(candidate.model()));
    }
}

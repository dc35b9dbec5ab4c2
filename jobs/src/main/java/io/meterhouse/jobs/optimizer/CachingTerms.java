package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a cache of answers would do, and what it costs.
 *
 * @param repeatedAbove part of the requests of a key to a model, 0 to 1, above which a cache is worth it
 * @param exactHitShare part of what asks the same word for word, 0 to 1, that a cache answers
 * @param semanticHitShare part of what asks the same in other words, 0 to 1, that one by meaning answers
 * @param monthlyUsd what the cache costs for each key and model (US dollars a month)
 */
@ConfigurationProperties("meterhouse.optimizer.caching")
public record CachingTerms(
        @DefaultValue("0.2") BigDecimal repeatedAbove,
        @DefaultValue("0.8") BigDecimal exactHitShare,
        @DefaultValue("0.5") BigDecimal semanticHitShare,
        @DefaultValue("10") BigDecimal monthlyUsd) {

    /** The mart of {@link ResponseCachingCandidate} and its arguments, in SQL. */
    String candidates(Window window) {
        return "marts.response_caching(%s, exact_hit_share := %s, semantic_hit_share := %s, monthly_usd := %s)"
                .formatted(
                        SqlText.range(window),
                        exactHitShare.toPlainString(),
                        semanticHitShare.toPlainString(),
                        monthlyUsd.toPlainString());
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(String section) {
        List<String> problems = new ArrayList<>();
        if (!Percent.isPart(repeatedAbove)) {
            problems.add("%s.repeated-above is %s; it is a part of the requests from 0 to 1, such as 0.2."
                    .formatted(section, repeatedAbove.toPlainString()));
        }
        if (!Percent.isPart(exactHitShare)) {
            problems.add("%s.exact-hit-share is %s; it is a part of repeated requests from 0 to 1, such as 0.8."
                    .formatted(section, exactHitShare.toPlainString()));
        }
        if (!Percent.isPart(semanticHitShare)) {
            problems.add("%s.semantic-hit-share is %s; it is a part of similar requests from 0 to 1, such as 0.5."
                    .formatted(section, semanticHitShare.toPlainString()));
        }
        if (monthlyUsd.signum() < 0) {
            problems.add("%s.monthly-usd is %s; it is an amount of at least 0, such as 10."
                    .formatted(section, monthlyUsd.toPlainString()));
        }
        return problems;
    }
}

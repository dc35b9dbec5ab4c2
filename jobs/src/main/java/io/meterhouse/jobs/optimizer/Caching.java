package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything that caches would save: the providers' of prompts, and one's own of answers. */
final class Caching implements Search {

    private static final String COLUMNS = "day, api_key_hash, model, request_hash, meaning_id, request_count";

    private final PromptCaching ofPrompts;
    private final ResponseCaching ofAnswers;
    private final CachingTerms terms;

    /**
     * What there is to look at.
     *
     * @param days complete days of LiteLLM
     * @param cachePriced models with a price for what is read from the provider's cache
     * @param hashed rows of what request_hashes.csv tells of these days
     * @param used of them those of a key and model with usage on the day
     * @param meant of them those with a meaning
     */
    private record Known(long days, long cachePriced, long hashed, long used, long meant) {}

    Caching(ModelThresholds thresholds, CachingTerms terms, BigDecimal smallestUsd) {
        this.ofPrompts = new PromptCaching(thresholds, smallestUsd);
        this.ofAnswers = new ResponseCaching(terms, smallestUsd);
        this.terms = terms;
    }

    @Override
    public List<Finding> find(Marts marts, Window window) {
        Known known = known(marts, window);
        List<Finding> findings = new ArrayList<>();
        if (ofPrompts(known).isEmpty()) {
            findings.addAll(ofPrompts.findings(
                    marts.query("from " + PromptCaching.candidates(window), CachingCandidate::of), window));
        }
        if (ofAnswers(known).isEmpty()) {
            findings.addAll(ofAnswers.findings(
                    marts.query("from " + terms.candidates(window), ResponseCachingCandidate::of), window));
        }
        return findings;
    }

    @Override
    public Map<FindingType, String> missing(Marts marts, Window window) {
        Known known = known(marts, window);
        Map<FindingType, String> missing = new EnumMap<>(FindingType.class);
        List<String> ofCaching = ofPrompts(known);
        List<String> ofHashes = ofAnswers(known);
        if (!ofCaching.isEmpty() && !ofHashes.isEmpty()) {
            missing.put(
                    FindingType.CACHING,
                    "Needs %s. Or %s.".formatted(String.join("; ", ofCaching), String.join("; ", ofHashes)));
        }
        List<String> ofMeaning = new ArrayList<>(ofHashes);
        if (known.used() > 0 && known.meant() == 0) {
            ofMeaning.add(
                    "a meaning_id in request_hashes.csv, the same for requests that mean the same; there is none");
        }
        if (!ofMeaning.isEmpty()) {
            missing.put(FindingType.SEMANTIC_CACHING, "Needs %s.".formatted(String.join("; ", ofMeaning)));
        }
        return missing;
    }

    private static Known known(Marts marts, Window window) {
        return marts.query(
                        """
                        with fed as (
                            select
                                repeated.meant_request_count,
                                exists (
                                    from marts.usage
                                    where usage.usage_date = repeated.usage_date
                                        and usage.api_key_hash = repeated.api_key_hash
                                        and usage.model_name = repeated.model_name
                                ) as is_used
                            from star.fact_repeated_request_daily as repeated
                            where repeated.usage_date between date '%1$s' and date '%2$s'
                        )
                        select
                            (select count(*) from ops.day_status
                                where source = 'litellm' and state in ('loaded', 'zero')
                                    and usage_date between date '%1$s' and date '%2$s') as day_count,
                            (select count(distinct model_name) from star.dim_price
                                where price_kind = 'model' and cache_read_usd < input_usd) as cache_count,
                            (select count(*) from fed) as hashed_count,
                            (select count(*) from fed where is_used) as used_count,
                            (select count(*) from fed where is_used and meant_request_count > 0) as meant_count
                        """.formatted(window.from(), window.to()),
                        row -> new Known(
                                row.count("day_count"),
                                row.count("cache_count"),
                                row.count("hashed_count"),
                                row.count("used_count"),
                                row.count("meant_count")))
                .get(0);
    }

    private static List<String> ofPrompts(Known known) {
        List<String> lacks = new ArrayList<>();
        if (known.cachePriced() == 0) {
            lacks.add(
                    "a price for what is read from the provider's cache, of a model with usage, in LiteLLM's model list or"
                            + " config/price_book.csv (cache_read_per_million)");
        }
        ofDays(known, lacks);
        return lacks;
    }

    private static List<String> ofAnswers(Known known) {
        List<String> lacks = new ArrayList<>();
        if (known.hashed() == 0) {
            lacks.add("request_hashes.csv (%s) of these days".formatted(COLUMNS));
        } else if (known.used() == 0) {
            lacks.add(
                    "api_key_hash and model in request_hashes.csv as marts.usage has them; of %d keys, models and days that it names none has usage"
                            .formatted(known.hashed()));
        }
        ofDays(known, lacks);
        return lacks;
    }

    private static void ofDays(Known known, List<String> lacks) {
        if (known.days() < Feeds.LEAST_DAYS) {
            lacks.add("%d complete days of usage; there are %d".formatted(Feeds.LEAST_DAYS, known.days()));
        }
    }
}

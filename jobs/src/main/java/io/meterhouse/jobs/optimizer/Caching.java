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
    public SearchResult look(Marts marts, Window window) {
        Known known = known(marts, window);
        List<String> promptsLack = ofPrompts(known);
        List<String> answersLack = ofAnswers(known);
        List<Finding> findings = new ArrayList<>();
        if (promptsLack.isEmpty()) {
            findings.addAll(ofPrompts.findings(
                    marts.query("from " + PromptCaching.candidates(window), CachingCandidate::of), window));
        }
        if (answersLack.isEmpty()) {
            findings.addAll(ofAnswers.findings(
                    marts.query("from " + terms.candidates(window), ResponseCachingCandidate::of), window));
        }
        return new SearchResult(findings, needs(known, promptsLack, answersLack));
    }

    private static Map<FindingType, String> needs(Known known, List<String> ofPrompts, List<String> ofAnswers) {
        Map<FindingType, String> needs = new EnumMap<>(FindingType.class);
        if (!ofPrompts.isEmpty() && !ofAnswers.isEmpty()) {
            needs.put(
                    FindingType.CACHING,
                    "Needs %s. Or %s.".formatted(String.join("; ", ofPrompts), String.join("; ", ofAnswers)));
        }
        List<String> ofMeaning = new ArrayList<>(ofAnswers);
        if (known.used() > 0 && known.meant() == 0) {
            ofMeaning.add(
                    "a meaning_id in request_hashes.csv, the same for requests that mean the same; there is none");
        }
        if (!ofMeaning.isEmpty()) {
            needs.put(FindingType.SEMANTIC_CACHING, "Needs %s.".formatted(String.join("; ", ofMeaning)));
        }
        return needs;
    }

    private static Known known(Marts marts, Window window) {
        return marts.query(
                        """
                        with fed as (
                            select fed.usage_date, dim_api_key.api_key_key, dim_model.model_key, fed.meant_request_count
                            from star.fact_repeated_request_daily as fed
                            join star.dim_api_key on dim_api_key.api_key_hash = fed.api_key_hash
                            join star.dim_model on dim_model.model_name = fed.model_name
                            where fed.usage_date between date '%1$s' and date '%2$s'
                        ),
                        used as (
                            from fed
                            semi join star.fact_usage_daily as fact
                                on fact.usage_date = fed.usage_date
                                and fact.api_key_key = fed.api_key_key
                                and fact.model_key = fed.model_key
                        )
                        select
                            (select count(*) from ops.day_status
                                where source = 'litellm' and state in ('loaded', 'zero')
                                    and usage_date between date '%1$s' and date '%2$s') as day_count,
                            (select count(distinct model_name) from star.dim_price
                                where price_kind = 'model' and cache_read_usd < input_usd) as cache_count,
                            (select count(*) from star.fact_repeated_request_daily
                                where usage_date between date '%1$s' and date '%2$s') as hashed_count,
                            (select count(*) from used) as used_count,
                            (select count(*) from used where meant_request_count > 0) as meant_count
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

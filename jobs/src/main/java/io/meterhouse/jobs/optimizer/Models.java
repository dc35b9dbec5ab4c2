package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that is found of models, and what of them cannot be looked for. */
final class Models implements Search {

    private final CheaperModel likeQuality;
    private final CheaperModel byComplexity;
    private final FewerModels fewer;
    private final ModelThresholds thresholds;
    private final BigDecimal smallestUsd;

    /** What there is to compare. */
    private record Known(long days, long scored, long withContext, long batchPriced, long embeddings) {}

    Models(ModelThresholds thresholds, BigDecimal smallestUsd) {
        this.likeQuality = CheaperModel.ofLikeQuality(thresholds, smallestUsd);
        this.byComplexity = CheaperModel.byComplexity(thresholds, smallestUsd);
        this.fewer = new FewerModels(thresholds, smallestUsd);
        this.thresholds = thresholds;
        this.smallestUsd = smallestUsd;
    }

    @Override
    public SearchResult look(Marts marts, Window window) {
        Map<FindingType, String> needs = needs(known(marts, window));
        List<Finding> findings = new ArrayList<>();
        if (!needs.containsKey(FindingType.BATCH_PROCESSING)) {
            BatchProcessing batches = new BatchProcessing(thresholds, backgroundKeys(marts), smallestUsd);
            findings.addAll(
                    batches.findings(marts.query("from " + batches.candidates(window), BatchCandidate::of), window));
        }
        if (!needs.containsKey(FindingType.MODEL_SWITCH)) {
            findings.addAll(otherModels(marts, window));
        }
        return new SearchResult(findings, needs);
    }

    private List<Finding> otherModels(Marts marts, Window window) {
        List<ModelCandidate> candidates = marts.query(
                "from %s where %s >= %s"
                        .formatted(
                                CheaperModel.candidates(window),
                                CheaperModel.amount(window),
                                smallestUsd.toPlainString()),
                ModelCandidate::of);
        List<Finding> findings = new ArrayList<>(likeQuality.findings(candidates, window));
        findings.addAll(byComplexity.findings(candidates, window));
        findings.addAll(
                fewer.findings(marts.query("from " + fewer.candidates(window), ConsolidationCandidate::of), window));
        return findings;
    }

    private static Known known(Marts marts, Window window) {
        return marts.query(
                        """
                        select
                            (select count(*) from ops.day_status
                                where source = 'litellm' and state in ('loaded', 'zero')
                                    and usage_date between date '%s' and date '%s') as day_count,
                            (select count(distinct model_name) from star.dim_price
                                where quality_score is not null) as scored_count,
                            (select count(*) from marts.eligible_models where max_input_tokens is not null) as context_count,
                            (select count(distinct model_name) from star.dim_price
                                where price_kind = 'model' and batch_discount_percent > 0) as batch_count,
                            (select count(*) from marts.eligible_models where model_mode = 'embedding') as embedding_count
                        """.formatted(window.from(), window.to()),
                        row -> new Known(
                                row.count("day_count"),
                                row.count("scored_count"),
                                row.count("context_count"),
                                row.count("batch_count"),
                                row.count("embedding_count")))
                .get(0);
    }

    private Map<FindingType, String> needs(Known known) {
        List<String> lacks = new ArrayList<>();
        if (known.scored() < 2) {
            lacks.add("quality_score of two models with usage in config/price_book.csv; there are %d"
                    .formatted(known.scored()));
        }
        if (known.withContext() == 0) {
            lacks.add("max_input_tokens in LiteLLM's model list; it states none");
        }
        if (known.days() < Feeds.LEAST_DAYS) {
            lacks.add("%d complete days of usage; there are %d".formatted(Feeds.LEAST_DAYS, known.days()));
        }
        Map<FindingType, String> needs = new EnumMap<>(FindingType.class);
        if (!lacks.isEmpty()) {
            needs.put(FindingType.MODEL_SWITCH, "Needs " + String.join("; ", lacks) + ".");
            needs.put(FindingType.SMART_ROUTING, "Needs " + String.join("; ", lacks) + ".");
            needs.put(FindingType.MODEL_CONSOLIDATION, "Needs " + String.join("; ", lacks) + ".");
        }
        List<String> ofBatches = ofBatches(known);
        if (!ofBatches.isEmpty()) {
            needs.put(FindingType.BATCH_PROCESSING, "Needs " + String.join("; ", ofBatches) + ".");
        }
        return needs;
    }

    private List<String> ofBatches(Known known) {
        List<String> lacks = new ArrayList<>();
        if (known.batchPriced() == 0) {
            lacks.add("batch_discount_percent of a model with usage in config/price_book.csv");
        }
        if (known.embeddings() == 0 && thresholds.backgroundKeys().isEmpty()) {
            lacks.add("models of mode embedding in LiteLLM's model list, or the keys for whose answers nobody waits"
                    + " (meterhouse.optimizer.models.background-keys)");
        }
        if (known.days() < Feeds.LEAST_DAYS) {
            lacks.add("%d complete days of usage; there are %d".formatted(Feeds.LEAST_DAYS, known.days()));
        }
        return lacks;
    }

    /** Hashes, so that evidence holds on a snapshot without aliases. */
    private List<String> backgroundKeys(Marts marts) {
        if (thresholds.backgroundKeys().isEmpty()) {
            return List.of();
        }
        String matches = thresholds.backgroundKeys().stream()
                .map(named -> "api_key_hash = %s or key_alias like %s escape '!'"
                        .formatted(SqlText.of(named), SqlText.of(pattern(named))))
                .collect(Collectors.joining(" or "));
        return marts.query(
                "select distinct api_key_hash from star.dim_api_key where is_current and (%s) order by api_key_hash"
                        .formatted(matches),
                row -> row.text("api_key_hash"));
    }

    private static String pattern(String named) {
        return named.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace("*", "%");
    }
}

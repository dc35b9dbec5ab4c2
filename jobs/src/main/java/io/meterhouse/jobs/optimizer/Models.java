package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything that is found of models, and what of them cannot be looked for. */
final class Models {

    private final CheaperModel likeQuality;
    private final CheaperModel byComplexity;
    private final FewerModels fewer;
    private final BigDecimal smallestUsd;

    /** What there is to compare. */
    private record Known(long days, long scored, long withContext) {}

    Models(ModelThresholds thresholds, BigDecimal smallestUsd) {
        this.likeQuality = CheaperModel.ofLikeQuality(thresholds, smallestUsd);
        this.byComplexity = CheaperModel.byComplexity(thresholds, smallestUsd);
        this.fewer = new FewerModels(thresholds, smallestUsd);
        this.smallestUsd = smallestUsd;
    }

    /** Findings of a window. What cannot be compared is not asked for. */
    List<Finding> find(PlansAndInfrastructure.Marts marts, Window window) {
        if (missing(marts, window).containsKey(FindingType.MODEL_SWITCH)) {
            return List.of();
        }
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

    /** What to feed so that something can be found, a sentence for each type that lacks something. */
    Map<FindingType, String> missing(PlansAndInfrastructure.Marts marts, Window window) {
        Known known = marts.query(
                        """
                        select
                            (select count(*) from ops.day_status
                                where source = 'litellm' and state in ('loaded', 'zero')
                                    and usage_date between date '%s' and date '%s') as day_count,
                            (select count(distinct model_name) from star.dim_price
                                where quality_score is not null) as scored_count,
                            (select count(*) from ops.directory_observation
                                where source = 'litellm' and entity_kind = 'model'
                                    and (attributes ->> '$.max_input_tokens') is not null) as context_count
                        """.formatted(window.from(), window.to()),
                        row -> new Known(row.count("day_count"), row.count("scored_count"), row.count("context_count")))
                .get(0);
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
        Map<FindingType, String> missing = new EnumMap<>(FindingType.class);
        if (!lacks.isEmpty()) {
            missing.put(FindingType.MODEL_SWITCH, "Needs " + String.join("; ", lacks) + ".");
            missing.put(FindingType.SMART_ROUTING, "Needs " + String.join("; ", lacks) + ".");
            missing.put(FindingType.MODEL_CONSOLIDATION, "Needs " + String.join("; ", lacks) + ".");
        }
        return missing;
    }
}

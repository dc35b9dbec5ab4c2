package io.meterhouse.reports.findings;

import io.meterhouse.reports.wording.Language;
import java.util.Set;

/**
 * What marts call things of a finding, as the reader's language has it. What it does not know is said as the mart has it.
 *
 * @param language of the reader
 */
public record FindingWords(Language language) {

    private static final Set<String> TYPES = Set.of(
            "model_switch",
            "smart_routing",
            "caching",
            "semantic_caching",
            "plan_upgrade",
            "plan_optimization",
            "billing_model",
            "resource_optimization",
            "model_consolidation",
            "batch_processing",
            "job_scheduling",
            "peak_shifting",
            "auto_scaling");

    /** What was looked for. */
    public String type(String type) {
        return TYPES.contains(type) ? language.text("finding.type." + type) : type;
    }

    /** What is in it. */
    public String kind(String kind) {
        return FindingTotals.KINDS.contains(kind) ? language.text("finding.kind." + kind) : kind;
    }

    /** Of priority and effort. */
    public String level(String level) {
        return switch (level) {
            case "high", "medium", "low" -> language.text("finding.level." + level);
            default -> level;
        };
    }

    /** What was decided. */
    public String decision(String decision) {
        return switch (decision) {
            case "accepted", "dismissed", "done" -> language.text("finding.decision." + decision);
            default -> decision;
        };
    }

    /** How sure the amount is. */
    public String confidence(String confidence) {
        return switch (confidence) {
            case "measured", "estimated" -> language.text("finding.confidence." + confidence);
            default -> confidence;
        };
    }
}

package io.meterhouse.jobs.decisions;

import io.meterhouse.warehouse.WarehouseWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings that there are, open or closed, and what was decided about each. */
final class KnownFindings {

    private static final String FINDINGS = """
            select
                finding.finding_key,
                substr(md5(finding.finding_key), 1, 8) as short_key,
                newest.decision,
                newest.note,
                finding.alternative_model_name,
                finding.alternative_provider_id
            from star.fact_finding as finding
            left join star.fact_finding_decision as newest
                on newest.finding_key = finding.finding_key and newest.superseded_at is null
            order by finding.finding_key
            """;

    private static final String NEAREST = """
            select finding_key, substr(md5(finding_key), 1, 8) as short_key
            from star.fact_finding
            order by
                greatest(
                    jaro_winkler_similarity(finding_key, ?),
                    jaro_winkler_similarity(substr(md5(finding_key), 1, 8), ?)
                ) desc,
                finding_key
            limit 3
            """;

    private final WarehouseWriter writer;
    private final Map<String, Known> byKey = new LinkedHashMap<>();

    private KnownFindings(WarehouseWriter writer) {
        this.writer = writer;
        writer.query(
                        FINDINGS,
                        row -> new Known(
                                row.text("finding_key"),
                                row.text("short_key"),
                                row.optionalText("decision"),
                                row.optionalText("note"),
                                row.optionalText("alternative_model_name"),
                                row.optionalText("alternative_provider_id")))
                .forEach(known -> byKey.put(known.key(), known));
    }

    /** A finding; decision and note are null where nothing was decided, the model where no usage would move to one. */
    record Known(
            String key,
            String shortKey,
            @Nullable String decision,
            @Nullable String note,
            @Nullable String alternativeModel,
            @Nullable String alternativeProvider) {}

    static KnownFindings of(WarehouseWriter writer) {
        return new KnownFindings(writer);
    }

    /**
     * The key of the finding that is named so.
     *
     * @throws DecisionRefusedException when there is none, naming those of which the keys are most like it
     */
    String named(String name) {
        return find(name).orElseThrow(() -> new DecisionRefusedException(noneNamed(name)));
    }

    /** The finding of a key that is known. */
    Known get(String key) {
        return Objects.requireNonNull(byKey.get(key));
    }

    Optional<String> find(String name) {
        String asked = name.strip();
        if (byKey.containsKey(asked)) {
            return Optional.of(asked);
        }
        List<String> ofShort = byKey.values().stream()
                .filter(known -> known.shortKey().equals(asked.toLowerCase(Locale.ROOT)))
                .map(Known::key)
                .toList();
        return ofShort.size() == 1 ? Optional.of(ofShort.get(0)) : Optional.empty();
    }

    /** That there is none of a name, and which are like it. */
    String noneNamed(String name) {
        String asked = name.strip();
        List<String> nearest = writer.query(
                NEAREST, row -> "%s (%s)".formatted(row.text("short_key"), row.text("finding_key")), asked, asked);
        return nearest.isEmpty()
                ? "There is no finding '%s', for nothing was found yet.".formatted(asked)
                : "There is no finding '%s'; most like it are %s. 'findings --state all' lists them."
                        .formatted(asked, String.join(", ", nearest));
    }

    /** Whether this is what was decided last. */
    boolean isDecided(FindingDecision decision) {
        Known known = byKey.get(decision.findingKey());
        return known != null
                && decision.decision().word().equals(known.decision())
                && Objects.equals(decision.note(), known.note());
    }
}

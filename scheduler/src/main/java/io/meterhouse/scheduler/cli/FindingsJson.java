package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.Answer;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Findings as a document for other programs: each with its evidence, inputs and parties, the totals, what became of decisions, and what is
 * not fed.
 */
final class FindingsJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final PrintStream out;

    FindingsJson(PrintStream out) {
        this.out = out;
    }

    void print(SnapshotReader snapshot, String state) {
        Map<String, List<String>> concerned = new LinkedHashMap<>();
        snapshot.query(
                """
                select finding_key, party_kind || ':' || party_id as party
                from star.fact_finding_party
                order by party_kind, party_id
                """,
                row -> concerned
                        .computeIfAbsent(row.text("finding_key"), key -> new ArrayList<>())
                        .add(row.text("party")));
        List<Map<String, @Nullable Object>> findings = objects(snapshot, FindingsFormat.ofState(state));
        findings.forEach(finding -> {
            finding.put("concerned", concerned.getOrDefault(String.valueOf(finding.get("finding_key")), List.of()));
            finding.put("inputs", JSON.readTree(String.valueOf(finding.get("inputs"))));
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("findings", findings);
        document.put("totals", objects(snapshot, "from marts.finding_totals"));
        document.put("adoption", objects(snapshot, "from marts.finding_adoption"));
        document.put("realised_savings", objects(snapshot, "from marts.realised_savings"));
        document.put("needs_data", objects(snapshot, "from marts.finding_needs"));
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }

    private static List<Map<String, @Nullable Object>> objects(SnapshotReader snapshot, String query) {
        RowsAsObjects rows = new RowsAsObjects();
        snapshot.stream(query, rows);
        return rows.objects;
    }

    /** Keeps the rows of an answer, each by the names of its columns. */
    private static final class RowsAsObjects implements Answer {

        private final List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        private List<String> names = List.of();

        @Override
        public void columns(List<String> columns) {
            names = columns;
        }

        @Override
        public void row(List<@Nullable Object> values) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                object.put(names.get(i), values.get(i));
            }
            objects.add(object);
        }
    }
}

package io.meterhouse.jobs.optimizer;

import io.meterhouse.jobs.optimizer.Finding.Move;
import io.meterhouse.jobs.optimizer.Finding.Party;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Findings as the warehouse takes them. */
final class FindingRows {

    private record OfFinding<T>(String key, T value) {}

    private FindingRows() {}

    static RowSource of(List<Finding> findings) {
        List<Column> columns = List.of(
                Column.text("finding_key"),
                Column.text("finding_type"),
                Column.text("subject"),
                Column.text("amount_kind"),
                Column.money("amount_usd"),
                Column.text("confidence"),
                Column.text("priority"),
                Column.text("effort"),
                Column.count("effort_hours"),
                Column.text("current_state"),
                Column.text("recommendation"),
                Column.text("impact"),
                Column.text("steps"),
                Column.text("evidence_sql"),
                Column.text("inputs"),
                Column.text("from_date"),
                Column.text("to_date"),
                Column.text("api_key_hash"),
                Column.text("model_name"),
                Column.text("provider_id"),
                Column.text("alternative_model_name"),
                Column.text("alternative_provider_id"));
        return RowSource.of(columns, findings.iterator(), (finding, row) -> {
            row.text(0, finding.key());
            row.text(1, finding.type().word());
            row.text(2, finding.subject());
            row.text(3, finding.type().kind().word());
            row.money(4, finding.amountUsd());
            row.text(5, finding.confidence().word());
            row.text(6, finding.priority().word());
            row.text(7, finding.type().effort().word());
            row.number(8, finding.type().effort().hours());
            row.text(9, finding.advice().current());
            row.text(10, finding.advice().recommended());
            row.text(11, finding.advice().impact());
            row.text(12, String.join("\n", finding.advice().steps()));
            row.text(13, finding.evidence().sql());
            row.text(
                    14,
                    JsonMapper.shared().writeValueAsString(finding.evidence().inputs()));
            row.text(15, finding.evidence().window().from().toString());
            row.text(16, finding.evidence().window().to().toString());
            Move move = finding.move();
            row.text(17, move == null ? null : move.apiKeyHash());
            row.text(18, move == null ? null : move.model());
            row.text(19, move == null ? null : move.provider());
            row.text(20, move == null ? null : move.alternative());
            row.text(21, move == null ? null : move.alternativeProvider());
        });
    }

    static RowSource parties(List<Finding> findings) {
        Stream<OfFinding<Party>> parties = findings.stream()
                .flatMap(finding -> finding.concerned().stream().map(party -> new OfFinding<>(finding.key(), party)));
        return RowSource.of(
                List.of(Column.text("finding_key"), Column.text("party_kind"), Column.text("party_id")),
                parties.iterator(),
                (party, row) -> {
                    row.text(0, party.key());
                    row.text(1, party.value().kind());
                    row.text(2, party.value().id());
                });
    }

    static RowSource alternatives(List<Finding> findings) {
        Stream<OfFinding<String>> alternatives = findings.stream()
                .flatMap(finding -> finding.alternatives().stream().map(name -> new OfFinding<>(finding.key(), name)));
        return RowSource.of(
                List.of(Column.text("finding_key"), Column.text("alternative_name")),
                alternatives.iterator(),
                (alternative, row) -> {
                    row.text(0, alternative.key());
                    row.text(1, alternative.value());
                });
    }

    static RowSource needs(Map<FindingType, String> needs) {
        return RowSource.of(
                List.of(Column.text("finding_type"), Column.text("needs")),
                needs.entrySet().iterator(),
                (need, row) -> {
                    row.text(0, need.getKey().word());
                    row.text(1, need.getValue());
                });
    }
}

package io.meterhouse.reports.optimizer;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What the optimizer report asks, by the files of {@code reports/queries/optimizer}. */
final class OptimizerContent implements Content {

    private static final List<String> SECTIONS = List.of(
            "headline",
            "key_figures",
            "overview",
            "cards",
            "findings",
            "finding_totals",
            "finding_needs",
            "needs",
            "gone",
            "realised",
            "adoption",
            "targets",
            "what_if",
            "unscored_models",
            "notes");

    @Override
    public String report() {
        return OptimizerReport.NAME;
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public List<Query> queries(ReportRequest request) {
        List<LocalDate> range = List.of(request.from(), request.to());
        return List.of(
                SnapshotIdentity.query(),
                query("coverage", range),
                query("findings", List.of()),
                query("finding_totals", List.of()),
                query("finding_needs", List.of()),
                query("closed_findings", range),
                query("realised", List.of()),
                query("adoption", List.of()),
                query("targets", List.of()),
                query("what_if", range),
                query("unscored_models", range));
    }

    private static Query query(String name, List<LocalDate> arguments) {
        return Query.of(OptimizerReport.NAME, name, arguments);
    }

    @Override
    public Document document(KeptRows rows, ReportRequest request, Instant generatedAt, int most) {
        return new OptimizerDocument(rows, request, most).at(generatedAt);
    }
}

package io.meterhouse.reports.statement;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.outlook.Forecast;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a statement asks, by the files of {@code reports/queries/statement}: each asks for one party and nothing else. */
final class StatementContent implements Content {

    private static final List<String> SECTIONS = List.of(
            "headline",
            "key_figures",
            "by_day_chart",
            "budgets",
            "quota",
            "bookings",
            "forecast",
            "forecast_rows",
            "forecast_notes",
            "findings",
            "cards",
            "anomalies",
            "anomaly_rows",
            "alerts",
            "alert_rows",
            "by_model",
            "by_provider",
            "by_api_key",
            "by_user",
            "by_day",
            "notes");

    private static final List<String> OF_ALL = List.of(
            "party",
            "total",
            "by_day",
            "by_model",
            "by_provider",
            "by_api_key",
            "budgets",
            "findings",
            Forecast.QUERY,
            "anomaly_days",
            "anomalies",
            "alerts");

    @Override
    public String report() {
        return StatementReport.NAME;
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public List<Query> queries(ReportRequest request) {
        StatementParties.Named party = StatementParties.named(request.filter()).orElseThrow();
        List<String> names = new ArrayList<>(OF_ALL);
        names.add(party.kind() == PartyKind.USER ? "quota" : "by_user");
        if (party.kind() == PartyKind.COST_CENTRE) {
            names.add("bookings");
        }
        List<Query> queries = new ArrayList<>(List.of(SnapshotIdentity.query()));
        names.forEach(name -> queries.add(Query.of(
                StatementReport.NAME,
                name,
                List.of(request.from(), request.to(), party.kind().mart(), party.name()))));
        queries.add(Query.of(StatementReport.NAME, "coverage", List.of(request.from(), request.to())));
        return queries;
    }

    @Override
    public Document document(KeptRows rows, ReportRequest request, Instant generatedAt, int most) {
        return new StatementDocument(rows, request, most).at(generatedAt);
    }
}

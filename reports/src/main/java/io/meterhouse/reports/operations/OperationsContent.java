package io.meterhouse.reports.operations;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the operations report asks, by the files of {@code reports/queries/operations}. */
final class OperationsContent implements Content {

    private static final List<String> SECTIONS = List.of(
            "headline",
            "key_figures",
            "peak_hours",
            "alerts",
            "alert_rows",
            "anomalies",
            "anomaly_rows",
            "service_usage",
            "cost_by_service",
            "endpoint_usage",
            "service_level_breaches",
            "error_summary",
            "gateway_versus_log",
            "security_kinds",
            "suspicious_clients",
            "audit_summary",
            "log_files",
            "data_quality",
            "runs",
            "endpoint_usage_by_day",
            "usage_heatmap",
            "security_events");

    private static final List<String> QUERIES = List.of(
            "coverage",
            "total",
            "service_usage",
            "cost_by_service",
            "endpoint_usage",
            "endpoint_usage_by_day",
            "usage_heatmap",
            "error_summary",
            "service_level_breaches",
            "gateway_versus_log",
            "security_kinds",
            "security_events",
            "suspicious_clients",
            "audit_summary",
            "log_files",
            "peaks",
            "data_quality",
            "runs",
            "anomaly_days",
            "anomalies",
            "alerts");

    @Override
    public String report() {
        return OperationsReport.NAME;
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public List<Query> queries(ReportRequest request) {
        List<LocalDate> range = List.of(request.from(), request.to());
        List<Query> queries = new ArrayList<>(List.of(SnapshotIdentity.query()));
        QUERIES.forEach(query -> queries.add(Query.of(OperationsReport.NAME, query, range)));
        return queries;
    }

    @Override
    public Document document(KeptRows rows, ReportRequest request, Instant generatedAt, int most) {
        return new OperationsDocument(rows, request, most).at(generatedAt);
    }
}

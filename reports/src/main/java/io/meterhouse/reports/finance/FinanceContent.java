package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import java.time.Instant;
import java.util.List;

/** What the finance report asks and says. */
final class FinanceContent implements Content {

    private static final List<String> SECTIONS = List.of(
            "headline",
            "key_figures",
            "daily_cost",
            "weekly_cost",
            "team_share",
            "by_user",
            "by_model",
            "by_provider",
            "by_api_key",
            "by_team",
            "by_day",
            "by_cost_centre",
            "booking",
            "chargeback",
            "budgets",
            "conversions",
            "top_users",
            "top_models",
            "providers",
            "teams",
            "cost_centres",
            "unassigned_keys",
            "budget_status",
            "cost_drivers",
            "charged",
            "savings",
            "top_findings",
            "forecast",
            "forecast_rows",
            "forecast_notes",
            "anomalies",
            "anomaly_rows",
            "alerts",
            "alert_rows",
            "invoice_comparison",
            "reconciliation",
            "restatements",
            "corrections",
            "coverage",
            "assumptions",
            "glossary");

    @Override
    public String report() {
        return FinanceReport.NAME;
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public List<Query> queries(ReportRequest request) {
        return FinanceQueries.of(request);
    }

    @Override
    public Document document(KeptRows rows, ReportRequest request, Instant generatedAt, int most) {
        return new FinanceDocument(rows, request, most).at(generatedAt);
    }
}

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

    @Override
    public String report() {
        return FinanceReport.NAME;
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

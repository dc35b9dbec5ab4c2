package io.meterhouse.reports.edition;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import java.time.Instant;
import java.util.List;

/** What a report asks, and what it says of the answers. The same answers make the same report at any time. */
public interface Content {

    /** Name of the report. */
    String report();

    /** Names of all sections that it may have, in the order in which they stand; which it has, the answers decide. */
    List<String> sections();

    /** What to ask of the snapshot. */
    List<Query> queries(ReportRequest request);

    /**
     * What the answers say.
     *
     * @param most lines that a table has
     */
    Document document(KeptRows rows, ReportRequest request, Instant generatedAt, int most);
}

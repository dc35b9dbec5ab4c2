package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.outlook.Forecast;
import io.meterhouse.reports.outlook.Unusual;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the finance report says: rankings for pages, and beside them tables of whole marts for files. */
final class FinanceDocument {

    private final KeptRows rows;
    private final ReportRequest request;
    private final int most;
    private final Language language;
    private final FinanceFigures figures;

    FinanceDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.figures = new FinanceQueries(rows).figures();
    }

    Document at(Instant generatedAt) {
        FinanceSections finance = new FinanceSections(figures, request, language);
        CoverageText coverage = new CoverageText(
                figures.coverage(), figures.total(), request.filter().restrictions(), language);
        FinanceBooks books = new FinanceBooks(rows, request, language, most);
        FinanceNotes notes = new FinanceNotes(rows, figures, language);
        List<Table> rankings = new FinanceTables(figures, request, language, finance.nothing(), most).all();
        List<Section> sections = new ArrayList<>(List.of(finance.headline(), finance.tiles()));
        sections.addAll(new FinanceCharts(figures, request, language, finance.nothing()).all());
        sections.addAll(breakdowns());
        sections.addAll(books.inFiles());
        sections.addAll(rankings);
        books.drivers().ifPresent(sections::add);
        books.chargeback().ifPresent(sections::add);
        sections.addAll(new FinanceSavings(rows, language, most).tables());
        sections.addAll(new Forecast(rows, request, most).sections("marts.cost_forecast"));
        Unusual unusual = new Unusual(rows, request, most);
        sections.addAll(unusual.anomalies(""));
        sections.addAll(unusual.alerts(""));
        sections.addAll(books.compared());
        sections.add(finance.coverage(coverage));
        sections.add(notes.assumptions());
        sections.add(notes.glossary());
        return new Document(masthead(coverage, generatedAt), sections);
    }

    private List<Table> breakdowns() {
        MartTables tables = new MartTables(rows, most);
        boolean hasCostCentres = rows.count("known_cost_centres") > 0;
        return Breakdown.ALL.stream()
                .filter(breakdown -> hasCostCentres || !breakdown.isOfCostCentres())
                .map(breakdown -> breakdown.table(tables, request, language))
                .toList();
    }

    private boolean isOfAll() {
        return request.filter().restrictions().isEmpty();
    }

    private Masthead masthead(CoverageText coverage, Instant generatedAt) {
        SnapshotIdentity identity = SnapshotIdentity.of(rows);
        return new Masthead(
                FinanceReport.NAME,
                language.text("finance.title"),
                request.from(),
                request.to(),
                isOfAll()
                        ? language.text("report.audience.everyone")
                        : language.text(
                                "report.audience.only",
                                String.join(", ", request.filter().restrictions())),
                coverage.state(),
                coverage.remarks(),
                identity.snapshotId(),
                identity.runId(),
                generatedAt,
                request.language());
    }
}

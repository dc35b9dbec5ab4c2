package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.pages.PdfPages;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.Query;
import io.meterhouse.reports.wording.Language;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the finance report says. Its tables are those of files; its pages have shorter ones of their own. */
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
        MartTables tables = new MartTables(rows, most);
        FinanceFigures figures = new FinanceQueries(rows).figures();
        FinanceSections finance = new FinanceSections(figures, request);
        List<Section> sections = new ArrayList<>(List.of(finance.headline(), finance.tiles()));
        sections.addAll(new FinanceCharts(figures, request, finance.nothing()).all());
        boolean hasCostCentres = rows.count("known_cost_centres") > 0;
        Breakdown.ALL.stream()
                .filter(breakdown -> hasCostCentres || !breakdown.isOfCostCentres())
                .forEach(breakdown -> sections.add(breakdown.table(tables, request)));
        if (isOfAll(request)) {
            List.of("chargeback", "booking", "budgets", "conversions").stream()
                    .filter(book -> rows.count(book) > 0)
                    .forEach(book -> sections.add(book(tables, book, request)));
        }
        sections.add(finance.coverage(coverage(figures, request)));
        return new Document(masthead(rows, request, generatedAt), sections);
    }

    private static boolean isOfAll(ReportRequest request) {
        return request.filter().restrictions().isEmpty();
    }

    private static Table book(MartTables tables, String book, ReportRequest request) {
        String mart = book.equals("booking") ? "bookings" : book;
        String call = "marts.%s(date '%s', date '%s')".formatted(mart, request.from(), request.to());
        return tables.whole(book, new Caption(book, call, FinanceFigures.LISTED, ""), List.of());
    }

    private static Masthead masthead(KeptRows rows, ReportRequest request, Instant generatedAt) {
        Language language = Language.of(request.language());
        SnapshotIdentity identity = SnapshotIdentity.of(rows);
        CoverageText coverage = coverage(new FinanceQueries(rows).figures(), request);
        return new Masthead(
                FinanceReport.NAME,
                language.text("finance.title"),
                request.from(),
                request.to(),
                isOfAll(request)
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

    static CoverageText coverage(FinanceFigures figures, ReportRequest request) {
        return new CoverageText(
                figures.coverage(),
                figures.total(),
                request.filter().restrictions(),
                new BookText(figures.conversions(), figures.invoices()));
    }

    @Override
    public void print(Document document, KeptRows rows, ReportRequest request, Path file) {
        FinanceFigures figures = new FinanceQueries(rows).figures();
        FinanceSections finance = new FinanceSections(figures, request);
        List<Section> sections = new ArrayList<>(document.sections());
        sections.removeIf(Table.class::isInstance);
        sections.addAll(sections.size() - 1, finance.tables());
        PdfPages.print(new Document(document.masthead(), sections), file);
    }
}

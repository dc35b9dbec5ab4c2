package io.meterhouse.reports;

import io.meterhouse.reports.pages.FontLibraries;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The finance report: what the usage of a period cost, by user, model, provider, key, team and day. */
public final class FinanceReport implements Report {

    private static final String NAME = "finance";
    private static final List<String> FILES_OF_BOOKS = List.of("chargeback", "budgets", "conversions");

    private final WarehouseHome home;
    private final Clock clock;

    /**
     * Makes the report of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     */
    public FinanceReport(WarehouseHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * Finds what has been rendered already.
     *
     * @param request of which range, filter and formats
     * @return ids of the snapshots that complete editions with all of its formats were made from
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    public Set<String> snapshotsOf(ReportRequest request) {
        return Edition.snapshots(home, NAME, request);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(UsageFilter filter) {
        return List.of();
    }

    @Override
    public Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request) {
        if (new FinanceQueries(snapshot, request).hasUsage()) {
            return Optional.empty();
        }
        String restrictions = request.filter().restrictions().stream()
                .map(restriction -> " of " + restriction)
                .collect(Collectors.joining());
        return Optional.of("There is no usage from %s to %s%s; the report is empty."
                .formatted(request.from(), request.to(), restrictions));
    }

    @Override
    public RenderedReport render(SnapshotReader snapshot, ReportRequest request) {
        Instant generatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        FinanceQueries queries = new FinanceQueries(snapshot, request);
        SnapshotIdentity identity = queries.identity();
        try (Edition edition = Edition.begin(home, NAME, request)) {
            if (request.formats().contains(Format.PDF)) {
                FinanceFigures figures = queries.figures();
                Path document = edition.file(".pdf");
                FontLibraries.use(() ->
                        Template.FINANCE.export(new FinancePages(figures, identity, request, generatedAt), document));
            }
            if (request.formats().contains(Format.CSV)) {
                for (CsvBreakdown breakdown : CsvBreakdown.ALL) {
                    breakdown.write(queries, edition.file("_by_" + breakdown.member() + ".csv"));
                }
                if (queries.hasCostCentres()) {
                    CsvBreakdown.COST_CENTRE.write(queries, edition.file("_by_cost_centre.csv"));
                }
                FILES_OF_BOOKS.stream()
                        .filter(queries::tells)
                        .forEach(query -> queries.writeCsv(query, edition.file("_" + query + ".csv")));
            }
            return edition.complete(identity, generatedAt);
        }
    }
}

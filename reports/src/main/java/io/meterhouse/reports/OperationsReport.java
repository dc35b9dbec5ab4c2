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

/** The operations report: how services answered, how fast, when, and what the logs could not be read of. */
public final class OperationsReport implements Report {

    private static final String NAME = "operations";
    private static final List<String> CSV_FILES = List.of(
            "service_usage",
            "cost_by_service",
            "endpoint_usage",
            "endpoint_usage_by_day",
            "usage_heatmap",
            "error_summary",
            "service_level_breaches",
            "gateway_versus_log",
            "security_events",
            "suspicious_clients",
            "audit_summary",
            "log_files");

    private final WarehouseHome home;
    private final Clock clock;

    /**
     * Makes the report of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     */
    public OperationsReport(WarehouseHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(UsageFilter filter) {
        return filter.restrictions().isEmpty()
                ? List.of()
                : List.of("The operations report is of everybody; it cannot be filtered by %s. Leave the filter out."
                        .formatted(String.join(", ", filter.restrictions())));
    }

    /** Its logs may be read of days without a request, and each table says why it has no row. */
    @Override
    public Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request) {
        return Optional.empty();
    }

    @Override
    public RenderedReport render(SnapshotReader snapshot, ReportRequest request) {
        Instant generatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        OperationsQueries queries = new OperationsQueries(snapshot, request);
        SnapshotIdentity identity = queries.identity();
        try (Edition edition = Edition.begin(home, NAME, request)) {
            if (request.formats().contains(Format.PDF)) {
                Path document = edition.file(".pdf");
                FontLibraries.use(() -> Template.OPERATIONS.export(
                        new OperationsPages(queries, identity, request, generatedAt), document));
            }
            if (request.formats().contains(Format.CSV)) {
                for (String query : CSV_FILES) {
                    queries.writeCsv(query, edition.file("_" + query + ".csv"));
                }
            }
            return edition.complete(identity, generatedAt);
        }
    }
}

package io.meterhouse.reports.finance;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.Report;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.edition.Edition;
import io.meterhouse.reports.edition.Rendering;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The finance report: what the usage of a period cost, by user, model, provider, key, team and day. */
public final class FinanceReport implements Report {

    static final String NAME = "finance";

    private final WarehouseHome home;
    private final Rendering rendering;

    /** The report of a home, with files as they are when nothing is configured. */
    public FinanceReport(WarehouseHome home, Clock clock) {
        this(home, clock, FileShape.defaults());
    }

    /**
     * Makes the report of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     * @param shape how files are written
     */
    public FinanceReport(WarehouseHome home, Clock clock, FileShape shape) {
        this.home = home;
        this.rendering = new Rendering(content(), home, clock, shape);
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

    /** What it asks and says. */
    public static Content content() {
        return new FinanceContent();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(UsageFilter filter) {
        return filter.problemsOfPayers();
    }

    @Override
    public Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request) {
        if (FinanceQueries.hasUsage(snapshot, request)) {
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
        return rendering.render(snapshot, request);
    }
}

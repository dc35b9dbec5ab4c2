package io.meterhouse.reports.optimizer;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.Report;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.edition.Rendering;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The optimizer report: what would cost less or earn more, how to do it, and what to feed to know more. */
public final class OptimizerReport implements Report {

    static final String NAME = "optimizer";

    private final Rendering rendering;

    /** The report of a home, with files as they are when nothing is configured. */
    public OptimizerReport(WarehouseHome home, Clock clock) {
        this(home, clock, FileShape.defaults());
    }

    /**
     * Makes the report of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     * @param shape how files are written
     */
    public OptimizerReport(WarehouseHome home, Clock clock, FileShape shape) {
        this.rendering = new Rendering(content(), home, clock, shape);
    }

    /** What it asks and says. */
    public static Content content() {
        return new OptimizerContent();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(UsageFilter filter) {
        return filter.restrictions().isEmpty()
                ? List.of()
                : List.of("The optimizer report is of everybody; it cannot be filtered by %s. Leave the filter out."
                        .formatted(String.join(", ", filter.restrictions())));
    }

    /** Its headline says so. */
    @Override
    public Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request) {
        return Optional.empty();
    }

    @Override
    public RenderedReport render(SnapshotReader snapshot, ReportRequest request) {
        return rendering.render(snapshot, request);
    }
}

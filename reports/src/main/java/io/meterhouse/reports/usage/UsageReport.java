package io.meterhouse.reports.usage;

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

/** The usage report: who used what, how that changed against the period before, and when in the week it comes. */
public final class UsageReport implements Report {

    static final String NAME = "usage";

    private final Rendering rendering;

    /** The report of a home, with files as they are when nothing is configured. */
    public UsageReport(WarehouseHome home, Clock clock) {
        this(home, clock, FileShape.defaults());
    }

    /**
     * Makes the report of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     * @param shape how files are written
     */
    public UsageReport(WarehouseHome home, Clock clock, FileShape shape) {
        this.rendering = new Rendering(content(), home, clock, shape);
    }

    /** What it asks and says. */
    public static Content content() {
        return new UsageContent();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(UsageFilter filter) {
        return filter.problemsOfPayers();
    }

    /** Its headline says so, and its trends may have usage of before. */
    @Override
    public Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request) {
        return Optional.empty();
    }

    @Override
    public RenderedReport render(SnapshotReader snapshot, ReportRequest request) {
        return rendering.render(snapshot, request);
    }
}

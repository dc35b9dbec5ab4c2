package io.meterhouse.reports.statement;

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

/** The statement of one party: what it used, and what it has for that, without anybody else. */
public final class StatementReport implements Report {

    static final String NAME = "statement";

    private final Rendering rendering;

    /** The report of a home, with files as they are when nothing is configured. */
    public StatementReport(WarehouseHome home, Clock clock) {
        this(home, clock, FileShape.defaults());
    }

    /**
     * Makes the report of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     * @param shape how files are written
     */
    public StatementReport(WarehouseHome home, Clock clock, FileShape shape) {
        this.rendering = new Rendering(content(), home, clock, shape);
    }

    /** What it asks and says. */
    public static Content content() {
        return new StatementContent();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(UsageFilter filter) {
        return StatementParties.named(filter).isPresent()
                ? List.of()
                : List.of(
                        "A statement is of one party. Say whose: --for user:ID, team:ID, organization:ID or cost-centre:ID, or --for-each with one of these kinds.");
    }

    /** Its headline says so. */
    @Override
    public Optional<String> whyEmpty(SnapshotReader snapshot, ReportRequest request) {
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the request names no party, or several are called so
     */
    @Override
    public RenderedReport render(SnapshotReader snapshot, ReportRequest request) {
        return rendering.render(snapshot, StatementParties.byId(snapshot, request));
    }
}

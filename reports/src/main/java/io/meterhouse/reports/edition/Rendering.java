package io.meterhouse.reports.edition;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes versions of a report: asks a snapshot, keeps what it answered, and writes what a content says of the answers. */
public final class Rendering {

    private final Content content;
    private final WarehouseHome home;
    private final Clock clock;
    private final FileShape shape;

    /**
     * Makes versions of a content.
     *
     * @param content what is asked and said
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when a report was generated
     * @param shape how files are written
     */
    public Rendering(Content content, WarehouseHome home, Clock clock, FileShape shape) {
        this.content = content;
        this.home = home;
        this.clock = clock;
        this.shape = shape;
    }

    /**
     * Writes a new version.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when the snapshot cannot answer
     * @throws java.io.UncheckedIOException when the folder cannot be written
     */
    public RenderedReport render(SnapshotReader snapshot, ReportRequest request) {
        Instant generatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try (Edition edition = Edition.begin(home, content.report(), request)) {
            Document document;
            try (KeptRows rows = KeptRows.keep(snapshot, content.queries(request), edition.draft())) {
                document = new DocumentFiles(content, shape).write(rows, request, generatedAt, edition::file);
            }
            return edition.complete(document, shape);
        }
    }
}

package io.meterhouse.reports.edition;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.files.CsvFile;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.files.JsonFile;
import io.meterhouse.reports.files.SpreadsheetFile;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a document of what a snapshot answers, and prints it in every format that is asked for. */
public final class Rendering {

    private final Content content;
    private final FileShape shape;

    /**
     * Prints a content.
     *
     * @param shape how its files are written
     */
    public Rendering(Content content, FileShape shape) {
        this.content = content;
        this.shape = shape;
    }

    /**
     * Asks the snapshot, keeps what it answered, and writes a new version.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when the snapshot cannot answer
     * @throws java.io.UncheckedIOException when the folder cannot be written
     */
    public RenderedReport render(
            WarehouseHome home, SnapshotReader snapshot, ReportRequest request, Instant generatedAt) {
        try (Edition edition = Edition.begin(home, content.report(), request)) {
            Document document;
            try (KeptRows rows = KeptRows.keep(snapshot, content.queries(request), edition.draft())) {
                document = write(rows, request, generatedAt, edition::file);
            }
            return edition.complete(document, shape);
        }
    }

    /**
     * Writes every file of a report.
     *
     * @param file where to write the file whose name ends so
     */
    Document write(KeptRows rows, ReportRequest request, Instant generatedAt, Function<String, Path> file) {
        Document document = withCuts(chosen(content.document(rows, request, generatedAt, shape.mostRows())));
        List<String> filters = request.filter().restrictions();
        if (request.formats().contains(Format.PDF)) {
            content.print(document, rows, request, file.apply(Format.PDF.ending()));
        }
        if (request.formats().contains(Format.CSV)) {
            for (Table table : document.tables()) {
                CsvFile.write(table, shape.byteOrderMark(), file.apply("_" + table.name() + Format.CSV.ending()));
            }
        }
        if (request.formats().contains(Format.XLSX)) {
            SpreadsheetFile.write(document, filters, file.apply(Format.XLSX.ending()));
        }
        if (request.formats().contains(Format.JSON)) {
            JsonFile.write(document, filters, file.apply(Format.JSON.ending()));
        }
        return document;
    }

    private Document chosen(Document whole) {
        return new Document(
                whole.masthead(),
                whole.sections().stream()
                        .filter(section -> !shape.without().contains(section.name()))
                        .toList());
    }

    /** Who reads figures that are not all there is told so, wherever the status is printed. */
    private static Document withCuts(Document document) {
        Masthead masthead = document.masthead();
        List<Remark> status = new ArrayList<>(masthead.status());
        RenderedReport.cuts(document).forEach(cut -> status.add(new Remark(Remark.Weight.WARNING, cut)));
        return new Document(masthead.withStatus(status), document.sections());
    }
}

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
import io.meterhouse.reports.pages.PdfPages;
import io.meterhouse.reports.rows.KeptRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a content says of kept rows, in every format that is asked for.
 *
 * @param content what is said
 * @param shape how files are written
 */
record DocumentFiles(Content content, FileShape shape) {

    /**
     * Writes every file of a report.
     *
     * @param file where to write the file whose name ends so
     */
    Document write(KeptRows rows, ReportRequest request, Instant generatedAt, Function<String, Path> file) {
        Document document = withCuts(chosen(content.document(rows, request, generatedAt, shape.mostRows())));
        List<String> filters = request.filter().restrictions();
        if (request.formats().contains(Format.PDF)) {
            PdfPages.print(document, file.apply(Format.PDF.ending()));
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

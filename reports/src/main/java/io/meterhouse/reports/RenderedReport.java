package io.meterhouse.reports;

import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.wording.Language;
import java.nio.file.Path;
import java.util.List;

/**
 * A report that lies complete on disk.
 *
 * @param folder the version's own folder, which also holds {@code manifest.json}
 * @param files the documents in it, in the order they were written
 * @param document what they say
 */
public record RenderedReport(Path folder, List<Path> files, Document document) {

    /** Copies the list. */
    public RenderedReport {
        files = List.copyOf(files);
    }

    /** What its files leave out, a sentence each; empty when they have everything. */
    public List<String> cuts() {
        return cuts(document);
    }

    /** What the files of a document leave out, a sentence each; empty when they have everything. */
    public static List<String> cuts(Document document) {
        Language language = Language.of(document.masthead().language());
        return document.tables().stream()
                .filter(table -> table.omitted() > 0)
                .map(table -> language.text(
                        "report.cut",
                        table.name(),
                        language.count(table.lines().size()),
                        language.count(table.lines().size() + table.omitted())))
                .toList();
    }
}

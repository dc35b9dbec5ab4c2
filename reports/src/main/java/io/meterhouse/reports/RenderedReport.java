package io.meterhouse.reports;

import io.meterhouse.reports.document.Document;
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
}

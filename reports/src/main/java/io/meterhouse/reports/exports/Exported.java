package io.meterhouse.reports.exports;

import java.nio.file.Path;
import java.util.List;

/**
 * An export that lies complete on disk.
 *
 * @param folder the version's own folder, which also holds {@code manifest.json}
 * @param files what is in it, in the order it was written; of files that belong together their folder
 * @param remarks what the reader should know of them, a sentence each
 * @param problems what is wrong with them, a sentence each
 */
public record Exported(Path folder, List<Path> files, List<String> remarks, List<String> problems) {

    /** Copies the lists. */
    public Exported {
        files = List.copyOf(files);
        remarks = List.copyOf(remarks);
        problems = List.copyOf(problems);
    }
}

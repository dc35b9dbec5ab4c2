package io.meterhouse.jobs.files;

import java.nio.file.Path;
import java.util.List;

/**
 * What globs mean, as it lies there.
 *
 * @param paths every file once, in the order of their names
 * @param leftOut the folders that could hold more and cannot be listed, a sentence each with the reason
 */
public record FoundFiles(List<Path> paths, List<String> leftOut) {

    public FoundFiles {
        paths = List.copyOf(paths);
        leftOut = List.copyOf(leftOut);
    }

    /** How many they are, and what was left out. */
    public String told(String globs) {
        String all = (paths.size() == 1 ? "1 file matches " : paths.size() + " files match ") + globs;
        return leftOut.isEmpty() ? all : all + ". " + String.join(" ", leftOut);
    }
}

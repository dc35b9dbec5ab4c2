package io.meterhouse.jobs.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where links may lead: below the folders that somebody named. */
final class LinkedFiles {

    private final List<Path> named;

    private LinkedFiles(List<Path> named) {
        this.named = named;
    }

    static LinkedFiles below(Stream<Path> named) {
        return new LinkedFiles(
                named.filter(Files::exists).map(LinkedFiles::target).toList());
    }

    /** Whether a file, all links followed, lies below a named folder or is a named file. */
    boolean leadNoFurther(Path file) throws IOException {
        Path target = file.toRealPath();
        return named.stream().anyMatch(target::startsWith);
    }

    private static Path target(Path named) {
        try {
            return named.toRealPath();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package io.meterhouse.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this process alone, whose number is in its name, and which is gone when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder make(String prefix) {
        try {
            return new TemporaryFolder(
                    Files.createTempDirectory(prefix + ProcessHandle.current().pid() + "-"));
        } catch (IOException cannotMake) {
            throw new UncheckedIOException(
                    "Cannot make a folder in %s: %s"
                            .formatted(System.getProperty("java.io.tmpdir"), cannotMake.getMessage()),
                    cannotMake);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(path)) {
            List<Path> innermostFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path one : innermostFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException cannotDelete) {
            throw new UncheckedIOException(
                    "Cannot delete %s: %s".formatted(path, cannotDelete.getMessage()), cannotDelete);
        }
    }
}

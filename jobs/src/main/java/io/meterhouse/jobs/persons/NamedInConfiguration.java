package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.ErasedTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The lines of files that people write themselves, and in which an erased person is still named: theirs to edit. */
final class NamedInConfiguration {

    private final List<Path> folders;

    NamedInConfiguration(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Each such line: the file and its number, and nothing of what it says. */
    List<String> lines(ErasedTexts erased) throws IOException {
        List<String> named = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                for (int i = 0; i < lines.size(); i++) {
                    String line = lines.get(i);
                    if (erased.areIn(line)) {
                        named.add("%s line %d".formatted(file, i + 1));
                    }
                }
            }
        }
        return named;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(csv|ya?ml|properties|md|txt)"))
                    .sorted()
                    .toList();
        }
    }
}

package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.Pseudonym;
import io.meterhouse.reports.edition.RenderedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Removes the rendered editions that name an erased person: a document cannot be changed and remain what was rendered. A note stands in
 * their place, so that the number of the edition is never given again; the same report can be rendered anew, less the person.
 */
final class PersonsInReports {

    private static final String NOTE = "erased.txt";

    private final Path reports;
    private final ErasedTexts erased;
    private final Depth depth;
    private final List<Path> editions = new ArrayList<>();

    PersonsInReports(Path reports, ErasedTexts erased, Depth depth) {
        this.reports = reports;
        this.erased = erased;
        this.depth = depth;
    }

    /** The editions that name somebody. */
    List<Path> look() throws IOException {
        for (Path report : folders(reports)) {
            for (Path period : folders(report)) {
                for (Path audience : folders(period)) {
                    for (Path edition : folders(nameless(audience))) {
                        look(edition);
                    }
                }
            }
        }
        return List.copyOf(editions);
    }

    private void look(Path edition) throws IOException {
        for (Path file : listed(edition, fileOrRows -> true)) {
            if (isNamed(file)) {
                editions.add(edition);
                if (depth == Depth.ERASE) {
                    remove(edition);
                }
                return;
            }
        }
    }

    /** What cannot be read cannot be cleared of naming somebody. */
    private boolean isNamed(Path file) {
        if (file.getFileName().toString().equals(NOTE)) {
            return false;
        }
        try {
            return RenderedText.holds(file, erased::areIn);
        } catch (IOException unreadable) {
            return true;
        }
    }

    private static void remove(Path edition) throws IOException {
        Files.writeString(
                edition.resolve(NOTE),
                "The files of this edition named a person who was erased, and were removed with 'erase-user'. Render the report again to have it without the person."
                        + System.lineSeparator(),
                StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(edition)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(edition) && !file.equals(edition.resolve(NOTE))) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The folder of a report on one person is called like the person, as far as a folder can be: its manifests tell. */
    private Path nameless(Path audience) throws IOException {
        boolean isNamed = erased.areIn(audience.getFileName().toString());
        for (Path edition : folders(audience)) {
            Path manifest = edition.resolve("manifest.json");
            isNamed = isNamed || Files.exists(manifest) && erased.areIn(Files.readString(manifest));
        }
        return isNamed && depth == Depth.ERASE
                ? Files.move(
                        audience,
                        audience.resolveSibling(
                                Pseudonym.random(new SecureRandom()).text()))
                : audience;
    }

    private static List<Path> folders(Path folder) throws IOException {
        return listed(folder, Files::isDirectory);
    }

    private static List<Path> listed(Path folder, Predicate<Path> kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(kind).sorted().toList();
        }
    }
}

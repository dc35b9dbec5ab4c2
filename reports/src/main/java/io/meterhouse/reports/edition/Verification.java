package io.meterhouse.reports.edition;

import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.versions.Checksum;
import io.meterhouse.reports.versions.Draft;
import io.meterhouse.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes a report again from the rows kept beside it, without snapshot and warehouse, and tells where it is another. */
public final class Verification {

    private final Path edition;
    private final Manifest manifest;
    private final List<Content> contents;

    private Verification(Path edition, Manifest manifest, List<Content> contents) {
        this.edition = edition;
        this.manifest = manifest;
        this.contents = contents;
    }

    /**
     * Reads what an edition says of itself.
     *
     * @param edition the folder of one version
     * @param contents of the reports that there are
     * @throws UncheckedIOException when it is none that keeps its rows
     */
    public static Verification of(Path edition, List<Content> contents) {
        return new Verification(edition, Manifest.of(edition), List.copyOf(contents));
    }

    /**
     * What is not as it was made: files that are missing or changed, and every line, cell and text that another rendering gives otherwise, a
     * sentence each; empty when all is as it was.
     *
     * @throws UncheckedIOException when a file cannot be read
     * @throws IllegalStateException when the machine cannot draw a PDF
     */
    public List<String> differences() {
        try {
            Path again = Files.createTempDirectory("meterhouse-verify-");
            try {
                List<String> differences = new ArrayList<>(changed());
                differences.addAll(figures(again));
                return differences;
            } finally {
                Draft.delete(again);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "Cannot verify %s: %s".formatted(edition, unreadable.getMessage()), unreadable);
        }
    }

    /** How many files were compared. */
    public int fileCount() {
        return manifest.files().size();
    }

    private List<String> changed() throws IOException {
        List<String> changed = new ArrayList<>();
        for (Manifest.Entry entry : manifest.files()) {
            Path file = edition.resolve(entry.name());
            if (!Files.isRegularFile(file)) {
                changed.add("%s is missing.".formatted(entry.name()));
            } else if (!Checksum.of(file).equals(entry.sha256())) {
                changed.add("%s was changed: its checksum is not that of the manifest.".formatted(entry.name()));
            }
        }
        return changed;
    }

    private List<String> figures(Path again) throws IOException {
        Content content = contents.stream()
                .filter(known -> known.report().equals(manifest.report()))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no report '%s'".formatted(manifest.report())));
        Set<String> names = new LinkedHashSet<>();
        try (KeptRows rows = KeptRows.in(edition)) {
            new DocumentFiles(content, manifest.shape())
                    .write(rows, manifest.request(), manifest.generatedAt(), ending -> {
                        String name = Edition.name(manifest.report(), manifest.request(), ending);
                        names.add(name);
                        return again.resolve(name);
                    });
        } catch (WarehouseException unreadable) {
            return List.of("The kept rows cannot be read: %s".formatted(unreadable.getMessage()));
        }
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (manifest.files().stream().noneMatch(entry -> entry.name().equals(name))) {
                differences.add("%s follows from the kept rows and is not in the manifest.".formatted(name));
            } else if (Files.isRegularFile(edition.resolve(name))) {
                differences.addAll(FileDifference.between(edition.resolve(name), again.resolve(name)));
            }
        }
        return differences;
    }
}

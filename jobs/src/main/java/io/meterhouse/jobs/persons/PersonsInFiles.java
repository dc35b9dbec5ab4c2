package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.reports.edition.RenderedText;
import io.meterhouse.warehouse.DurableFile;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Takes erased persons out of the files of a home beside landing, warehouse, archives, job repository, mails and reports: logs and run summaries are
 * written anew, copies of the warehouse as it was are removed. What Meterhouse did not make it does not change: it is named.
 */
final class PersonsInFiles {

    private static final long LARGEST = 256L << 20;
    private static final long LARGEST_DOCUMENT = 64L << 20;

    private final WarehouseHome home;
    private final ErasedTexts erased;
    private final Depth depth;
    private final Map<String, Long> found = new TreeMap<>();
    private final List<Path> foreign = new ArrayList<>();

    PersonsInFiles(WarehouseHome home, ErasedTexts erased, Depth depth) {
        this.home = home;
        this.erased = erased;
        this.depth = depth;
    }

    /** Looks through every file. */
    List<Found> look() throws IOException {
        Files.walkFileTree(home.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isElsewhere = folder.equals(home.landing())
                        || folder.equals(home.reports())
                        || !folder.equals(home.root()) && Files.exists(new WarehouseHome(folder).idFile());
                return isElsewhere ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    lookOrName(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.entrySet().stream()
                .map(place -> new Found(place.getKey(), place.getValue(), "file"))
                .toList();
    }

    /** The files that hold, or may hold, an erased person and are not Meterhouse's to change. */
    List<Path> foreign() {
        return List.copyOf(foreign);
    }

    /** What is cut, a log that is being compressed for example, may name somebody. */
    private void lookOrName(Path file) throws IOException {
        try {
            look(file);
        } catch (EOFException | ZipException damaged) {
            foreign.add(file);
        }
    }

    private void look(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (isElsewhere(file, name)) {
            return;
        }
        if (name.startsWith(home.warehouseFile().getFileName() + ".version-")) {
            remove(file, "copies of the warehouse before a change of its schema");
        } else if (file.startsWith(home.operations().resolve("spill"))) {
            remove(file, "files that the engine left");
        } else if (name.contains(".duckdb") || name.endsWith(".mv.db")) {
            foreign.add(file);
        } else if (file.startsWith(home.logs()) || file.startsWith(home.operations())) {
            rewrite(file);
        } else if (isNamed(file, name)) {
            foreign.add(file);
        }
    }

    private boolean isElsewhere(Path file, String name) {
        return file.equals(home.warehouseFile())
                || file.equals(home.publishedFile())
                || file.equals(home.idFile())
                || file.equals(home.pepperFile())
                || file.startsWith(home.operations())
                        && (name.equals("lease") || name.equals("outbox.lock") || name.endsWith(".mv.db"))
                || file.startsWith(Outbox.folder(home)) && name.endsWith(".eml")
                || name.endsWith(".parquet")
                || name.endsWith(".wal") && file.startsWith(home.warehouseFile().resolveSibling(""));
    }

    private void remove(Path file, String kind) throws IOException {
        count(kind);
        if (depth == Depth.ERASE) {
            Files.delete(file);
        }
    }

    private void rewrite(Path file) throws IOException {
        if (isTooLargeADocument(file)) {
            foreign.add(file);
            return;
        }
        if (!isNamedInText(file)) {
            return;
        }
        count(
                file.startsWith(home.logs())
                        ? "logs"
                        : home.root().relativize(file.resolveSibling("")).toString());
        if (depth == Depth.ERASE) {
            write(file);
        }
    }

    /** A log may be open: whoever writes it appends, and goes on behind what is left of it. */
    private void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".erased");
        try (Reader before = reader(file);
                Writer after = writer(draft, file)) {
            if (isDocument(file)) {
                after.write(erased.inJsonProse(text(before)));
            } else {
                erased.inProse(before, after);
            }
        }
        if (file.toString().endsWith(".log")) {
            try (OutputStream log =
                    Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                Files.copy(draft, log);
            }
            Files.delete(draft);
        } else {
            DurableFile.replace(draft, file);
        }
    }

    /** What is too large to be looked through, or cannot be read as what it is called, may name somebody. */
    private boolean isNamed(Path file, String name) throws IOException {
        if (Files.size(file) > LARGEST || isTooLargeADocument(file)) {
            return true;
        }
        if (name.matches(".*\\.(pdf|xlsx|zip)")) {
            try {
                return RenderedText.holds(file, erased::areIn);
            } catch (IOException unreadable) {
                return true;
            }
        }
        return isNamedInText(file);
    }

    private boolean isNamedInText(Path file) throws IOException {
        try (Reader reader = reader(file)) {
            if (isDocument(file)) {
                String text = text(reader);
                return !erased.inJsonProse(text).equals(text);
            }
            return erased.areIn(reader);
        }
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".json");
    }

    /** A document in JSON has to be held whole, for what names a person may stand far from the person's id. */
    private static boolean isTooLargeADocument(Path file) throws IOException {
        return isDocument(file) && Files.size(file) > LARGEST_DOCUMENT;
    }

    private static String text(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    private static Reader reader(Path file) throws IOException {
        InputStream content = Files.newInputStream(file);
        try {
            return new InputStreamReader(
                    isCompressed(file) ? new GZIPInputStream(content, 1 << 16) : content, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            content.close();
            throw unreadable;
        }
    }

    private static Writer writer(Path draft, Path file) throws IOException {
        OutputStream content = Files.newOutputStream(draft);
        return new OutputStreamWriter(
                isCompressed(file) ? new GZIPOutputStream(content, 1 << 16) : content, StandardCharsets.UTF_8);
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    private void count(String place) {
        found.merge(place, 1L, Long::sum);
    }
}

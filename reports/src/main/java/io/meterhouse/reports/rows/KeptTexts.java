package io.meterhouse.reports.rows;

import io.meterhouse.warehouse.ParquetFolder;
import io.meterhouse.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The texts of kept rows, to search in them. */
public final class KeptTexts {

    private static final String ENDING = ".parquet";

    private KeptTexts() {}

    /**
     * Every text of a file of rows, or of every file of a folder and the folders in it, once, a line each.
     *
     * @throws IOException when one of them is not a file of rows
     */
    public static String in(Path rows) throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(rows)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                texts.addAll(ofFile(file));
            }
        }
        return String.join("\n", texts);
    }

    private static List<String> ofFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.endsWith(ENDING)) {
            throw new IOException("%s is no file of rows".formatted(file));
        }
        try (ParquetFolder folder = ParquetFolder.open(file.resolveSibling(""))) {
            return folder.texts(name.substring(0, name.length() - ENDING.length()));
        } catch (WarehouseException unreadable) {
            throw new IOException(
                    "The rows of %s cannot be read: %s".formatted(file, unreadable.getMessage()), unreadable);
        }
    }
}

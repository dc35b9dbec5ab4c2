package io.meterhouse.reports.rows;

import io.meterhouse.warehouse.Answer;
import io.meterhouse.warehouse.ParquetFolder;
import io.meterhouse.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of kept rows, to search in them. */
public final class KeptTexts {

    private KeptTexts() {}

    /**
     * Every text of every file of a folder, once, a line each.
     *
     * @throws IOException when one of them is not a file of rows
     */
    public static String in(Path folder) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        Set<String> texts = new LinkedHashSet<>();
        try (ParquetFolder rows = ParquetFolder.open(folder)) {
            for (String name : names) {
                rows.stream(name.replaceAll("\\.parquet$", ""), new Texts(texts));
            }
        } catch (WarehouseException unreadable) {
            throw new IOException(
                    "The rows in %s cannot be read: %s".formatted(folder, unreadable.getMessage()), unreadable);
        }
        return String.join("\n", texts);
    }

    private record Texts(Set<String> texts) implements Answer {

        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(List<@Nullable Object> values) {
            for (Object value : values) {
                if (value instanceof String text) {
                    texts.add(text);
                }
            }
        }
    }
}

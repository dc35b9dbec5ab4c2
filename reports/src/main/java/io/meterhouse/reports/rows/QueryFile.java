package io.meterhouse.reports.rows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The queries of the reports, a file each. */
public final class QueryFile {

    private QueryFile() {}

    /** The text of {@code queries/<query>.sql}. */
    public static String read(String query) {
        String path = "/reports/queries/%s.sql".formatted(query);
        try (@Nullable InputStream file = QueryFile.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new FileNotFoundException("There is no query " + path + " on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

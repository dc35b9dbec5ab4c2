package io.meterhouse.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code warehouse/sql}, found by its name, and the variables it reads with {@code getvariable}.
 *
 * @param name path below {@code warehouse/sql} without the ending, for example {@code load/fact_usage_daily}
 * @param text the SQL
 */
record SqlScript(String name, String text) {

    private static final Pattern VARIABLE = Pattern.compile("getvariable\\('([a-z_]+)'\\)");

    /** What was read once: a run comes to the same files hundreds of times, and they are half a megabyte in all. */
    private static final Map<String, SqlScript> READ = new ConcurrentHashMap<>();

    static SqlScript named(String name) {
        return READ.computeIfAbsent(name, file -> new SqlScript(file, read(file + ".sql")));
    }

    /** Names listed in the folder's {@code build-order.txt}, first to last. */
    static List<String> buildOrder(String folder) {
        return read(folder + "/build-order.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Variables the script names; an unset one would silently be NULL, so the caller must give each. */
    Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String read(String path) {
        String resource = "/warehouse/sql/" + path;
        try (InputStream stream = SqlScript.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new WarehouseException("There is no SQL file " + resource.substring(1) + " on the class path.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + resource, unreadable);
        }
    }
}

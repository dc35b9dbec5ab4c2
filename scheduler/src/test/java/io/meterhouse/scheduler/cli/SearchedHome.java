package io.meterhouse.scheduler.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Every file of a home, searched as whoever has the disk could: its name and its bytes, what is compressed in it, the words on its pages,
 * and every text of every table.
 */
final class SearchedHome {

    private final Path home;
    private final List<String> texts;

    /** Searches for these, in lower case, in any case. */
    SearchedHome(Path home, List<String> texts) {
        this.home = home;
        this.texts = texts;
    }

    /** Where something was found: the first folders of the path, and how it was read. */
    SortedSet<String> found() throws IOException, SQLException {
        SortedSet<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = home.relativize(file).toString();
            if (isIn(name)) {
                found.add(name + " (name)");
            }
            if (Files.isRegularFile(file)) {
                look(file, name, found);
            }
        }
        return found;
    }

    private void look(Path file, String name, SortedSet<String> found) throws IOException, SQLException {
        byte[] content = Files.readAllBytes(file);
        if (isIn(content)) {
            found.add(name + " (bytes)");
        }
        if (name.endsWith(".gz")) {
            try (InputStream open = new GZIPInputStream(new ByteArrayInputStream(content))) {
                note(isIn(open.readAllBytes()), name + " (gzip)", found);
            }
        } else if (name.endsWith(".pdf")) {
            try (PDDocument document = Loader.loadPDF(content)) {
                note(isIn(new PDFTextStripper().getText(document)), name + " (page)", found);
            }
        } else if (name.endsWith(".zip") || name.endsWith(".xlsx")) {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    note(isIn(zip.readAllBytes()), name + " (zip)", found);
                }
            }
        } else if (name.endsWith(".duckdb")) {
            tables("jdbc:duckdb:" + file, "", name, found);
        } else if (name.endsWith(".mv.db")) {
            tables("jdbc:h2:file:" + file.toString().replace(".mv.db", ""), "meterhouse", name, found);
        }
    }

    private void tables(String url, String user, String name, SortedSet<String> found) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "")) {
            List<String[]> columns = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("""
                            select table_schema, table_name, column_name from information_schema.columns
                            where upper(data_type) in ('VARCHAR', 'JSON', 'CHARACTER VARYING', 'CHARACTER LARGE OBJECT')
                                and lower(table_schema) in ('star', 'ops', 'public')
                            """)) {
                while (rows.next()) {
                    columns.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
                }
            }
            for (String[] column : columns) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "select distinct cast(\"%3$s\" as varchar) from \"%1$s\".\"%2$s\""
                                        .formatted((Object[]) column))) {
                    while (rows.next()) {
                        note(isIn(String.valueOf(rows.getString(1))), name + " (" + column[1] + ")", found);
                    }
                }
            }
        }
    }

    private static void note(boolean isFound, String where, SortedSet<String> found) {
        if (isFound) {
            found.add(where);
        }
    }

    private boolean isIn(byte[] bytes) {
        return isIn(new String(bytes, StandardCharsets.UTF_8)) || isIn(new String(bytes, StandardCharsets.UTF_16LE));
    }

    private boolean isIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return texts.stream().anyMatch(lower::contains);
    }
}

package io.meterhouse.jobs.persons;

import io.meterhouse.reports.files.SpreadsheetText;
import io.meterhouse.warehouse.Answer;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Hands out what the warehouse knows of a person: a ZIP of tables and a page that says what they are. Its owner alone may read it. */
public final class PersonExport {

    private static final Map<String, String> TABLES = tables();

    private final Clock clock;

    public PersonExport(Clock clock) {
        this.clock = clock;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("directory", "what LiteLLM and other directories said of you, and when it was first read");
        tables.put("user_versions", "you as the warehouse had you in the course of time");
        tables.put("keys", "API keys of yours; of each only a hash is kept");
        tables.put("usage_by_day", "usage through LiteLLM a UTC day, key, model and provider");
        tables.put("usage_feed_by_day", "usage beside LiteLLM a UTC day, key, model and provider");
        tables.put("requests", "requests from access logs, one by one as long as they are kept");
        tables.put("requests_by_hour", "requests from access logs an hour and endpoint");
        tables.put("audit_events", "events of audit logs that you caused or that were about you");
        tables.put("storage", "what was stored of yours");
        tables.put("budgets", "budgets of yours");
        tables.put("plans", "plans and limits of yours");
        tables.put(
                "anomalies", "days on which your usage cost far more than usual, or moved the cost of others the most");
        tables.put("alerts", "levels of a rule that your usage crossed");
        return tables;
    }

    /**
     * Writes it.
     *
     * @param idOrAddress an id or an e-mail address of the person
     * @param file the ZIP, which must not be there yet
     * @return rows of each table; empty when nobody is known by the id
     * @throws UncheckedIOException when the file cannot be written
     */
    public Optional<Map<String, Long>> write(String idOrAddress, Path file, WarehouseWriter warehouse) {
        Person person = KnownPersons.in(warehouse).find(idOrAddress, List.of());
        if (!person.isKnown()) {
            return Optional.empty();
        }
        warehouse.stage(
                "asked_user",
                RowSource.of(
                        List.of(Column.text("user_id")),
                        person.ids().stream().sorted().iterator(),
                        (id, row) -> row.text(0, id)));
        try {
            Files.createFile(file, ownersOnly());
        } catch (IOException cannotCreate) {
            throw new UncheckedIOException(
                    "Cannot create %s: %s. Name a file that is not there yet with --to.".formatted(file, cannotCreate),
                    cannotCreate);
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (String table : TABLES.keySet()) {
                zip.putNextEntry(new ZipEntry(table + ".csv"));
                counts.put(table, write(table, zip, warehouse));
            }
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write(readme(person, counts).getBytes(StandardCharsets.UTF_8));
            return Optional.of(counts);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s. What is there of it is cut: remove it."
                            .formatted(file, cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    /** Closing the printer would close the ZIP. */
    @SuppressWarnings("resource")
    private static long write(String table, ZipOutputStream zip, WarehouseWriter warehouse) throws IOException {
        Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        CsvRows rows = new CsvRows(new CSVPrinter(text, CSVFormat.RFC4180));
        warehouse.stream("persons/handed_out/" + table, rows);
        text.flush();
        return rows.count;
    }

    private String readme(Person person, Map<String, Long> counts) {
        StringBuilder readme = new StringBuilder("""
                What Meterhouse knows of you, on %s.

                Each .csv file is a table in UTF-8, its first row names the columns; times and days are UTC. Text that a spreadsheet would take
                for a formula has an apostrophe before it.

                """.formatted(clock.instant()));
        TABLES.forEach((table, what) ->
                readme.append("%s.csv: %s (rows: %d)%n".formatted(table, what, counts.getOrDefault(table, 0L))));
        readme.append("""

                You are known by: %s

                Not in here: what was asked and answered, which Meterhouse never has; addresses of your machines, of which only hashes and
                networks are kept; rendered reports, which are made from these tables; backups.
                """.formatted(String.join(", ", person.texts())));
        return readme.toString();
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Prints rows as they arrive, and counts them. */
    private static final class CsvRows implements Answer {

        private final CSVPrinter printer;
        private long count;

        private CsvRows(CSVPrinter printer) {
            this.printer = printer;
        }

        @Override
        public void columns(List<String> names) {
            print(names);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            print(values.stream().map(CsvRows::cell).toList());
            count++;
        }

        private static @Nullable String cell(@Nullable Object value) {
            String text = Table.text(value);
            return value instanceof String && text != null ? SpreadsheetText.harmless(text) : text;
        }

        private void print(List<? extends @Nullable Object> values) {
            try {
                printer.printRecord(values);
            } catch (IOException cannotWrite) {
                throw new UncheckedIOException(cannotWrite);
            }
        }
    }
}

package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows on their way out of the warehouse, one Parquet file per table and month. A month that comes in several pieces, or once more
 * after a run that was killed, ends in one file all the same: the units of loading that come replace those that the file had, and what a
 * file that was read late brings of a day is added to it.
 */
final class ParquetArchive {

    /** What is loaded, and so archived, by itself within a day; a table without such a column is loaded by whole days. */
    private static final List<String> UNITS = List.of("source_file_key", "requested_at", "hour_at", "event_id");

    private final WarehouseWriter writer;
    private final Path folder;

    ParquetArchive(WarehouseWriter writer, Path folder) {
        this.writer = writer;
        this.folder = folder;
    }

    /**
     * Archives what a script of {@code warehouse/sql/archive} selects, by its column {@code archived_date}.
     *
     * @return rows that are in the files now
     * @throws WarehouseException when a file cannot be written, or holds other rows than it was given when it is read back
     */
    long write(String table) {
        String selected = SqlScript.named("archive/" + table).text();
        List<String> months = writer.query(
                "select distinct strftime(archived_date, '%%Y-%%m') as month from (%s) order by month"
                        .formatted(selected),
                row -> row.text("month"));
        return months.stream().mapToLong(month -> write(table, month, selected)).sum();
    }

    private long write(String table, String month, String selected) {
        Path file = folder.resolve(table).resolve(month + ".parquet");
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        String ofMonth =
                "select * from (%s) where strftime(archived_date, '%%Y-%%m') = '%s'".formatted(selected, month);
        try {
            makeFolder(file.resolveSibling(""));
            String rows = Files.exists(file)
                    ? "(%1$s) union all by name (from read_parquet(%2$s) as kept where not exists (from (%1$s) as comes where %3$s))"
                            .formatted(ofMonth, quoted(file), isSameUnit(selected))
                    : ofMonth;
            writer.execute(new SqlScript(
                    "that archives " + table,
                    "copy (%s) to %s (format parquet, compression zstd)".formatted(rows, quoted(draft))));
            List<String> expected = days("(%s)".formatted(rows));
            List<String> written = days("read_parquet(%s)".formatted(quoted(draft)));
            if (!written.equals(expected)) {
                throw new IOException("it holds %s when it is read back, and not %s".formatted(written, expected));
            }
            DurableFile.replace(draft, file);
            return count(ofMonth);
        } catch (IOException | WarehouseException cannotArchive) {
            throw new WarehouseException(
                    "Cannot archive %s of %s in %s: %s. Nothing of it was deleted; check the folder's rights and free space."
                            .formatted(table, month, file, cannotArchive.getMessage()),
                    cannotArchive);
        }
    }

    private String isSameUnit(String selected) {
        List<String> columns = writer.query(
                "select column_name from (describe %s)".formatted(selected), row -> row.text("column_name"));
        return Stream.concat(Stream.of("archived_date"), UNITS.stream().filter(columns::contains))
                .map("comes.%1$s is not distinct from kept.%1$s"::formatted)
                .collect(Collectors.joining(" and "));
    }

    /** What was deleted of persons is nobody's to read but its owner's. */
    private static void makeFolder(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private List<String> days(String rows) {
        return writer.query(
                "select archived_date || ': ' || count(*) as line from %s group by archived_date order by archived_date"
                        .formatted(rows),
                row -> row.text("line"));
    }

    private long count(String rows) {
        return writer.query("select count(*) as n from (%s)".formatted(rows), row -> row.count("n"))
                .get(0);
    }

    private static String quoted(Path file) {
        return "'%s'".formatted(file.toString().replace("'", "''"));
    }
}

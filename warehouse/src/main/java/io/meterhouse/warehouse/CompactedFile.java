package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * A warehouse file written anew without the blocks that nobody uses: deleted rows leave them behind, and the engine never gives them
 * back to the disk. What was deleted can no longer be found in the new file.
 */
final class CompactedFile {

    /** Rows of each table, and how many views, macros and comments there are: what two files must have in common. */
    private static final String TABLES = """
            select schema_name || '.' || table_name as table_name
            from duckdb_tables()
            where database_name = '%s'
            order by table_name
            """;

    private static final String OBJECTS = """
            select concat_ws(' ',
                (select count(*) from duckdb_views() where database_name = '%1$s' and not internal),
                (select count(*) from duckdb_functions() where database_name = '%1$s' and not internal),
                (select count(*) from duckdb_sequences() where database_name = '%1$s'),
                (select count(comment) from duckdb_tables() where database_name = '%1$s'),
                (select count(comment) from duckdb_columns() where database_name = '%1$s' and not internal),
                (select count(comment) from duckdb_functions() where database_name = '%1$s' and not internal)) as objects
            """;

    private CompactedFile() {}

    /** Replaces the file by its compacted self, which nobody has open and beside which no log lies. */
    static void replace(Path file, WarehouseProperties limits, Path spill) {
        Path compacted = file.resolveSibling(file.getFileName() + ".compacted.tmp");
        try {
            if (Files.exists(file.resolveSibling(file.getFileName() + ".wal"))) {
                throw new IOException("the writer's log was not folded into it");
            }
            try {
                Files.deleteIfExists(compacted);
                write(file, compacted, limits, spill);
                DurableFile.replace(compacted, file);
            } finally {
                Files.deleteIfExists(compacted);
                Files.deleteIfExists(compacted.resolveSibling(compacted.getFileName() + ".wal"));
            }
        } catch (IOException | SQLException | WarehouseException cannotCompact) {
            throw new WarehouseException(
                    "Cannot compact the warehouse %s: %s. It stays as it was; check the free space of the home."
                            .formatted(file, cannotCompact.getMessage()),
                    cannotCompact);
        }
    }

    private static void write(Path file, Path compacted, WarehouseProperties limits, Path spill)
            throws SQLException, IOException {
        Properties settings = new Properties();
        settings.setProperty("threads", String.valueOf(limits.threads()));
        settings.setProperty("memory_limit", limits.memoryLimit());
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("max_temp_directory_size", limits.tempLimit());
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = connection.createStatement()) {
            Session.begin(statement);
            statement.execute("attach '%s' as whole (read_only)".formatted(escaped(file)));
            statement.execute("attach '%s' as compacted (storage_version 'v1.2.0')".formatted(escaped(compacted)));
            statement.execute("copy from database whole to compacted");
            List<String> expected = contents("whole", connection);
            List<String> written = contents("compacted", connection);
            if (!written.equals(expected)) {
                throw new IOException("the new file holds other rows or objects than the old one");
            }
            statement.execute("checkpoint compacted");
            statement.execute("detach compacted");
        }
    }

    private static List<String> contents(String database, Connection connection) {
        List<String> tables = Queries.query(connection, TABLES.formatted(database), row -> row.text("table_name"));
        String rows = String.join(
                " union all ",
                tables.stream()
                        .map(table -> "select '%1$s ' || count(*) as line from %2$s.%1$s".formatted(table, database))
                        .toList());
        List<String> contents =
                Queries.query(connection, "from (%s) order by line".formatted(rows), row -> row.text("line"));
        contents.addAll(Queries.query(connection, OBJECTS.formatted(database), row -> row.text("objects")));
        return contents;
    }

    private static String escaped(Path file) {
        return file.toString().replace("'", "''");
    }
}

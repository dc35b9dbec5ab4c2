package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens the file of a home for its writer, brought to the newest schema. */
final class WriterFile {

    /** How the engine names who holds the file, as far as the operating system tells it. */
    private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

    /**
     * Blocks that are used again as they are, in place of being handed to the system and asked for anew: a load spares half of its page
     * faults by it. It is part of the limit of memory.
     */
    private static final String REUSED_MEMORY = "300MB";

    private WriterFile() {}

    static WarehouseWriter open(WarehouseHome home, WarehouseProperties limits, Clock clock) {
        Path file = home.warehouseFile();
        emptySpill(home);
        try {
            Connection connection = connect(file, home, limits);
            boolean isOpen = false;
            try {
                int version = Migrations.versionOf(connection);
                if (version != Migrations.newestVersion()) {
                    connection.close();
                    Migrations.refuseNewer(file, version);
                    if (version > 0) {
                        Migrations.keepCopy(file, version);
                    }
                    connection = connect(file, home, limits);
                    Migrations.apply(connection, file, version, clock);
                }
                RowSources.register(connection);
                WarehouseWriter writer = new WarehouseWriter(connection, limits);
                writer.belongTo(home);
                Marts.bringTo(writer);
                writer.execute(SqlScript.named("load/member_name"));
                writer.execute(SqlScript.named("load/list_cost"));
                isOpen = true;
                return writer;
            } finally {
                if (!isOpen) {
                    connection.close();
                }
            }
        } catch (SQLException cannotOpen) {
            throw cannotOpen(file, cannotOpen);
        }
    }

    /** A new file with the same schema and marts and nothing in it. */
    static WarehouseWriter openNew(Path file, WarehouseHome home, WarehouseProperties limits, Clock clock) {
        try {
            Connection connection = connect(file, home, limits);
            boolean isOpen = false;
            try {
                Migrations.apply(connection, file, 0, clock);
                WarehouseWriter writer = new WarehouseWriter(connection, limits);
                Marts.bringTo(writer);
                isOpen = true;
                return writer;
            } finally {
                if (!isOpen) {
                    connection.close();
                }
            }
        } catch (SQLException cannotOpen) {
            throw new WarehouseException(
                    "Cannot create %s: %s".formatted(file, Queries.message(cannotOpen)), cannotOpen);
        }
    }

    /** Only a file that is damaged is to be moved away; one that another program holds is in order. */
    private static WarehouseException cannotOpen(Path file, SQLException cause) {
        String engine = Queries.message(cause);
        if (!engine.contains("Could not set lock on file")) {
            return new WarehouseException(
                    "Cannot open the warehouse %s: %s. If the file is damaged, 'meterhouse restore --from-snapshot' puts the last snapshot in its place; where there is none, move it away and run 'meterhouse rebuild', which makes it again from landing."
                            .formatted(file, engine),
                    cause);
        }
        Matcher holder = HOLDER.matcher(engine);
        return new IntactFileException(
                "The warehouse %s is in order, but another program%s has it open. Close it and run the same command again; whoever only reads opens the published snapshot instead."
                        .formatted(file, holder.find() ? ", process %s,".formatted(holder.group(1)) : ""),
                cause);
    }

    /** What does not fit into memory and was a killed process's: the engine would leave it there until it spills itself. */
    private static void emptySpill(WarehouseHome home) {
        Path spill = spill(home);
        if (!Files.isDirectory(spill)) {
            return;
        }
        try (DirectoryStream<Path> abandoned = Files.newDirectoryStream(spill)) {
            for (Path file : abandoned) {
                Files.delete(file);
            }
        } catch (IOException cannotEmpty) {
            throw new WarehouseException(
                    "Cannot empty %s, in which a killed run has left temporary files: %s. Remove what lies in it."
                            .formatted(spill, cannotEmpty.getMessage()),
                    cannotEmpty);
        }
    }

    private static Path spill(WarehouseHome home) {
        return home.operations().resolve("spill");
    }

    private static Connection connect(Path file, WarehouseHome home, WarehouseProperties limits) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", String.valueOf(limits.threads()));
        settings.setProperty("memory_limit", limits.memoryLimit());
        settings.setProperty("block_allocator_memory", REUSED_MEMORY);
        settings.setProperty("temp_directory", spill(home).toString());
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("storage_compatibility_version", "v1.2.0");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
        try (Statement statement = connection.createStatement()) {
            Session.begin(statement);
            // Among the settings of the connection the engine would show the limit, and not heed it.
            statement.execute("set max_temp_directory_size = '%s'".formatted(limits.tempLimit()));
        }
        return connection;
    }
}

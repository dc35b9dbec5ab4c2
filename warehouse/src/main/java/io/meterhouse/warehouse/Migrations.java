package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Brings a warehouse file to the schema this program knows: one numbered folder of SQL files a version. */
final class Migrations {

    private static final List<String> FOLDERS = SqlScript.buildOrder("migrations");

    private Migrations() {}

    static int newestVersion() {
        return FOLDERS.size();
    }

    static int versionOf(Connection connection) {
        boolean isEmpty = Queries.query(
                        connection,
                        "select schema_name from duckdb_schemas() where database_name = current_database() and schema_name = 'ops'",
                        row -> row.text("schema_name"))
                .isEmpty();
        return isEmpty
                ? 0
                : Math.toIntExact(Queries.query(
                                connection,
                                "select max(version) as version from ops.schema_version",
                                row -> row.count("version"))
                        .get(0));
    }

    /**
     * Applies what is missing, each version in one transaction.
     *
     * @throws WarehouseException when the engine refuses a script; versions before that one stay applied
     */
    static void apply(Connection connection, Path file, int from, Clock clock) throws SQLException {
        for (int version = from + 1; version <= newestVersion(); version++) {
            int next = version;
            String folder = "migrations/" + FOLDERS.get(next - 1);
            Transaction.of(connection, () -> {
                for (String script : SqlScript.buildOrder(folder)) {
                    execute(connection, SqlScript.named(folder + "/" + script), file, from);
                }
                return Queries.query(
                        connection,
                        "insert into ops.schema_version values (?, ?, ?) returning version",
                        row -> row.count("version"),
                        next,
                        FOLDERS.get(next - 1).substring(4),
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            });
        }
    }

    private static void execute(Connection connection, SqlScript script, Path file, int from) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script.text());
        } catch (SQLException refused) {
            throw new IntactFileException(
                    "Cannot change the schema of the warehouse %s: the script %s failed: %s. %s Do not move the file away: it is in order."
                            .formatted(
                                    file,
                                    script.name(),
                                    Queries.message(refused),
                                    from == 0
                                            ? "Nothing was made."
                                            : "As it was before, it is kept as %s; put that in its place to go back to the older program, and report this failure."
                                                    .formatted(copyOf(file, from))),
                    refused);
        }
    }

    /**
     * Leaves a file alone that this program does not know.
     *
     * @throws WarehouseException when the file was made by a newer program
     */
    static void refuseNewer(Path file, int version) {
        if (version > newestVersion()) {
            throw new IntactFileException(
                    "The warehouse %s has schema version %d and this program knows only %d. Use the newer program, or another home."
                            .formatted(file, version, newestVersion()),
                    null);
        }
    }

    /** Keeps the file as it was before it is changed, beside it. */
    static void keepCopy(Path file, int version) {
        Path copy = copyOf(file, version);
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotCopy) {
            throw new WarehouseException(
                    "Cannot copy %s to %s before changing its schema: %s"
                            .formatted(file, copy, cannotCopy.getMessage()),
                    cannotCopy);
        }
    }

    private static Path copyOf(Path file, int version) {
        return file.resolveSibling("%s.version-%d".formatted(file.getFileName(), version));
    }
}

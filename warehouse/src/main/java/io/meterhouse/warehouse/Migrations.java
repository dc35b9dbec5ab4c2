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
                        "select table_name from duckdb_tables() where schema_name = 'ops' and table_name = 'schema_version'",
                        row -> row.text("table_name"))
                .isEmpty();
        return isEmpty
                ? 0
                : Math.toIntExact(Queries.query(
                                connection,
                                "select max(version) as version from ops.schema_version",
                                row -> row.count("version"))
                        .get(0));
    }

    /** Applies what is missing, each version in one transaction. */
    static void apply(Connection connection, int from, Clock clock) throws SQLException {
        for (int version = from + 1; version <= newestVersion(); version++) {
            String folder = "migrations/" + FOLDERS.get(version - 1);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String script : SqlScript.buildOrder(folder)) {
                    statement.execute(SqlScript.named(folder + "/" + script).text());
                }
                Queries.query(
                        connection,
                        "insert into ops.schema_version values (?, ?, ?) returning version",
                        row -> row.count("version"),
                        version,
                        FOLDERS.get(version - 1).substring(4),
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * Leaves a file alone that this program does not know.
     *
     * @throws WarehouseException when the file was made by a newer program
     */
    static void refuseNewer(Path file, int version) {
        if (version > newestVersion()) {
            throw new WarehouseException(
                    "The warehouse %s has schema version %d and this program knows only %d. Use the newer program, or another home."
                            .formatted(file, version, newestVersion()));
        }
    }

    /** Keeps the file as it was before it is changed, beside it. */
    static void keepCopy(Path file, int version) {
        Path copy = file.resolveSibling("%s.version-%d".formatted(file.getFileName(), version));
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotCopy) {
            throw new WarehouseException(
                    "Cannot copy %s to %s before changing its schema: %s"
                            .formatted(file, copy, cannotCopy.getMessage()),
                    cannotCopy);
        }
    }
}

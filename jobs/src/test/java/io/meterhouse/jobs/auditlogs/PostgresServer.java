package io.meterhouse.jobs.auditlogs;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL of this process, started when the first test asks for it; each test has a database of its own. */
final class PostgresServer {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    // Whatever locale the machine claims to have.
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("timezone", "Asia/Tokyo")
                    .start();
            requirePasswords(server);
            return server;
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** As it comes, it believes everybody. */
    private static void requirePasswords(EmbeddedPostgres server) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("show hba_file")) {
            file.next();
            Path rules = Path.of(file.getString(1));
            Files.writeString(rules, "host all reader all scram-sha-256\n" + Files.readString(rules));
            statement.execute("create role reader login password 'right password'");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** A new database that the role reader may read. */
    static Database database() {
        String name = "test_" + DATABASES.incrementAndGet();
        String url = "jdbc:postgresql://localhost:%d/%s".formatted(SERVER.getPort(), name);
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        Database database = new Database(url, "postgres");
        database.execute("alter default privileges in schema public grant select on tables to reader");
        return database;
    }

    /** A database of a test, PostgreSQL or SQLite. */
    record Database(String url, String owner) {

        static Database sqlite(Path file) {
            return new Database("jdbc:sqlite:" + file, "");
        }

        void execute(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException refused) {
                throw new IllegalStateException(sql, refused);
            }
        }

        Connection connect() throws SQLException {
            return owner.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, owner, "");
        }
    }
}

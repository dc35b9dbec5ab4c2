package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Where Quartz remembers what is due and what was started: a file of the home, or a PostgreSQL database that several daemons of one
 * home share.
 */
final class ScheduleStore {

    private static final String SCRIPTS = "org/quartz/impl/jdbcjobstore/tables_";

    /** Any number will do, if all daemons know it. */
    private static final String LOCK_OF_SESSION = "select pg_advisory_lock(4717171)";

    private static final String LOCK_OF_TRANSACTION = "select pg_advisory_xact_lock(4717171)";

    private final DataSource connections;
    private final boolean isShared;

    private ScheduleStore(DataSource connections, boolean isShared) {
        this.connections = connections;
        this.isShared = isShared;
    }

    /**
     * Opens the store, and makes its tables when it has none.
     *
     * @throws OtherHomeException when a daemon of another home uses the database
     * @throws ScheduleException when it cannot be opened
     */
    static ScheduleStore open(ScheduleProperties properties, WarehouseHome home) {
        ScheduleStore store = properties.jdbcUrl() == null ? ofHome(home) : shared(properties);
        try (Connection connection = store.connections.getConnection()) {
            store.createTablesOnce(connection);
            refuseOther(connection, home, properties);
            return store;
        } catch (SQLException | IOException unusable) {
            throw new ScheduleException(
                    "The schedule cannot be kept in %s: %s. %s"
                            .formatted(
                                    properties.jdbcUrl() == null ? home.operations() : properties.jdbcUrl(),
                                    String.valueOf(unusable.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                                    properties.jdbcUrl() == null
                                            ? "Is another schedule of this home running?"
                                            : "Check meterhouse.schedule.jdbc-url, username and password."),
                    unusable);
        }
    }

    private static ScheduleStore ofHome(WarehouseHome home) {
        JdbcDataSource file = new JdbcDataSource();
        // The last connection does not close it: opening a file again for every question would cost more than the
        // question.
        file.setURL("jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1"
                .formatted(home.operations().resolve("schedule").toAbsolutePath()));
        file.setUser("meterhouse");
        return new ScheduleStore(file, false);
    }

    private static ScheduleStore shared(ScheduleProperties properties) {
        DriverManagerDataSource database = new DriverManagerDataSource(String.valueOf(properties.jdbcUrl()));
        database.setUsername(properties.username());
        database.setPassword(properties.password());
        return new ScheduleStore(database, true);
    }

    DataSource connections() {
        return connections;
    }

    /** Keeps other daemons from changing what is due until the connection is closed. */
    Connection turn() throws SQLException {
        Connection connection = connections.getConnection();
        if (isShared) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK_OF_SESSION);
            }
        }
        return connection;
    }

    /** What Quartz is to know of the store. */
    Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.jobStore.isClustered", String.valueOf(isShared));
        settings.setProperty(
                "org.quartz.jobStore.driverDelegateClass",
                isShared
                        ? "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"
                        : "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        settings.setProperty("org.quartz.scheduler.instanceId", isShared ? "AUTO" : "NON_CLUSTERED");
        return settings;
    }

    /** Closes the file, so that the next daemon can open it. */
    void close() throws SQLException {
        if (!isShared) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("shutdown");
            }
        }
    }

    /** Quartz's script for PostgreSQL begins by dropping what is there; other daemons may be using it. */
    private void createTablesOnce(Connection connection) throws SQLException, IOException {
        connection.setAutoCommit(false);
        if (isShared) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK_OF_TRANSACTION);
            }
        }
        String probe = isShared ? "qrtz_job_details" : "QRTZ_JOB_DETAILS";
        try (ResultSet tables = connection.getMetaData().getTables(null, null, probe, null)) {
            if (!tables.next()) {
                String script = new ClassPathResource(SCRIPTS + (isShared ? "postgres" : "h2") + ".sql")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.toUpperCase(Locale.ROOT).startsWith("DROP "))
                        .filter(line -> !line.strip().equalsIgnoreCase("COMMIT;"))
                        .collect(Collectors.joining("\n"));
                new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
                        .populate(connection);
            }
        }
        connection.commit();
    }

    private static void refuseOther(Connection connection, WarehouseHome home, ScheduleProperties properties)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists meterhouse_home (home_id varchar(64) not null)");
            try (PreparedStatement first = connection.prepareStatement(
                    "insert into meterhouse_home select ? where not exists (select 1 from meterhouse_home)")) {
                first.setString(1, home.id());
                first.execute();
            }
            try (ResultSet recorded = statement.executeQuery("select home_id from meterhouse_home")) {
                recorded.next();
                if (!recorded.getString(1).equals(home.id())) {
                    throw new OtherHomeException(
                            home.operations().resolve("schedule.mv.db"), recorded.getString(1), home);
                }
            }
        }
        connection.commit();
    }
}

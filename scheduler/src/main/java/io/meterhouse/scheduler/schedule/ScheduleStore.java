package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Where Quartz remembers what is due and what was started: a file of the home, or a PostgreSQL database that several daemons of one
 * home share.
 */
final class ScheduleStore {

    private static final String NAME = "meterhouse";
    private static final String SCRIPTS = "org/quartz/impl/jdbcjobstore/tables_";

    /** How often daemons that share a database tell that they live; Quartz grants 7.5 s more before it takes one for dead. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    /** Also of another daemon's turn, which takes moments. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    /** Any number will do, if all daemons know it. */
    private static final String LOCK_OF_SESSION = "select pg_advisory_lock(4717171)";

    private static final String LOCK_OF_TRANSACTION = "select pg_advisory_xact_lock(4717171)";

    private final DataSource connections;
    private final ScheduleProperties properties;

    private ScheduleStore(DataSource connections, ScheduleProperties properties) {
        this.connections = connections;
        this.properties = properties;
    }

    /**
     * Opens the store, and makes its tables when it has none.
     *
     * @throws OtherHomeException when the file belongs to another home
     * @throws ScheduleRefusedException when the database does
     * @throws ScheduleException when it cannot be opened
     */
    static ScheduleStore open(ScheduleProperties properties, WarehouseHome home) {
        ScheduleStore store = new ScheduleStore(
                properties.jdbcUrl() == null ? ofHome(home) : shared(properties, properties.jdbcUrl()), properties);
        try (Connection connection = store.connections.getConnection()) {
            connection.setAutoCommit(false);
            store.lock(connection, LOCK_OF_TRANSACTION);
            store.createTablesOnce(connection);
            store.refuseOther(connection, home);
            connection.commit();
            return store;
        } catch (SQLException | IOException unusable) {
            throw new ScheduleException(
                    "The schedule cannot be kept in %s: %s. %s"
                            .formatted(
                                    store.place(home),
                                    String.valueOf(unusable.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                                    store.isShared()
                                            ? "Check meterhouse.schedule.jdbc-url, username and password, and that the database runs."
                                            : "It holds only which times went by: move it away and start again, and nothing is made up for."),
                    unusable);
        }
    }

    private static DataSource ofHome(WarehouseHome home) {
        JdbcDataSource file = new JdbcDataSource();
        // The last connection does not close it: opening a file again for every question would cost more than the
        // question.
        file.setURL("jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1"
                .formatted(home.operations().resolve("schedule").toAbsolutePath()));
        file.setUser(NAME);
        return file;
    }

    private static DataSource shared(ScheduleProperties properties, String jdbcUrl) {
        DriverManagerDataSource database = new DriverManagerDataSource(jdbcUrl);
        database.setUsername(properties.username());
        database.setPassword(properties.password());
        // A server that vanishes without a word would be waited for without end, and nothing be started any more.
        Properties limits = new Properties();
        limits.setProperty("socketTimeout", String.valueOf(LONGEST_ANSWER.toSeconds()));
        database.setConnectionProperties(limits);
        return database;
    }

    ScheduleState.Memory memory() {
        return properties.memory();
    }

    private boolean isShared() {
        return memory() == ScheduleState.Memory.DATABASE;
    }

    private String place(WarehouseHome home) {
        return properties.jdbcUrl() == null ? file(home).toString() : properties.jdbcUrl();
    }

    private static Path file(WarehouseHome home) {
        return home.operations().resolve("schedule.mv.db");
    }

    /** Keeps other daemons from changing what is due until the connection is closed. */
    Connection turn() throws SQLException {
        Connection connection = connections.getConnection();
        lock(connection, LOCK_OF_SESSION);
        return connection;
    }

    private void lock(Connection connection, String lock) throws SQLException {
        if (isShared()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(lock);
            }
        }
    }

    /** A scheduler that remembers here and has not begun, with threads for so many commands at once. */
    Scheduler scheduler(int commands) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(NAME, new Connections(connections));
        Properties quartz = new Properties();
        quartz.setProperty("org.quartz.scheduler.instanceName", NAME);
        quartz.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        quartz.setProperty("org.quartz.threadPool.threadCount", String.valueOf(commands + 1));
        quartz.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        quartz.setProperty("org.quartz.jobStore.dataSource", NAME);
        quartz.setProperty(
                "org.quartz.jobStore.driverDelegateClass",
                isShared()
                        ? "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"
                        : "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        quartz.setProperty("org.quartz.jobStore.isClustered", String.valueOf(isShared()));
        quartz.setProperty("org.quartz.jobStore.clusterCheckinInterval", String.valueOf(SIGN_OF_LIFE.toMillis()));
        // Without it two daemons may both take a trigger that has just fired.
        quartz.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        quartz.setProperty(
                "org.quartz.jobStore.misfireThreshold",
                String.valueOf(properties.misfireAfter().toMillis()));
        return new StdSchedulerFactory(quartz).getScheduler();
    }

    /** Closes the file, so that the next daemon can open it. */
    void close() throws SQLException {
        if (!isShared()) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("shutdown");
            }
        }
    }

    /** Quartz's script for PostgreSQL begins by dropping what is there; other daemons may be using it. */
    private void createTablesOnce(Connection connection) throws SQLException, IOException {
        String probe = isShared() ? "qrtz_job_details" : "QRTZ_JOB_DETAILS";
        try (ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), probe, null)) {
            if (!tables.next()) {
                String script = new ClassPathResource(SCRIPTS + (isShared() ? "postgres" : "h2") + ".sql")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.toUpperCase(Locale.ROOT).startsWith("DROP "))
                        .filter(line -> !line.strip().equalsIgnoreCase("COMMIT;"))
                        .collect(Collectors.joining("\n"));
                new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
                        .populate(connection);
            }
        }
        if (!isShared()) {
            // What is committed is written at once, for a daemon may be killed at any time.
            try (Statement statement = connection.createStatement()) {
                statement.execute("set write_delay 0");
            }
        }
    }

    private void refuseOther(Connection connection, WarehouseHome home) throws SQLException {
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
                    if (properties.jdbcUrl() == null) {
                        throw new OtherHomeException(file(home), recorded.getString(1), home);
                    }
                    throw new ScheduleRefusedException(properties.jdbcUrl(), recorded.getString(1), home);
                }
            }
        }
    }

    /** Quartz closes each connection after use; nothing is pooled, for it asks a few times a minute. */
    private record Connections(DataSource source) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}

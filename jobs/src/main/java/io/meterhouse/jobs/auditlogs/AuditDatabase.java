package io.meterhouse.jobs.auditlogs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of an audit log: connections that only read, what its table looks like, and what a row of it says. */
final class AuditDatabase implements AuditLog {

    /** A wall's clock is set twice a year, and a text may name any zone: the window is read a little further on both sides. */
    private static final Duration MARGIN_OF_LOCAL = Duration.ofHours(3);

    private static final Duration MARGIN_OF_TEXT = Duration.ofDays(1);

    private final AuditLogProperties properties;

    AuditDatabase(AuditLogProperties properties) {
        this.properties = properties;
    }

    private AuditShape shape() {
        return properties.tableShape();
    }

    private ZoneId zone() {
        return properties.zone();
    }

    @Override
    public String source() {
        return "audit-logs";
    }

    @Override
    public boolean isConfigured() {
        return properties.isConfigured();
    }

    @Override
    public AuditAddress address() {
        return new AuditAddress("%s %s".formatted(properties.address(), shape().table()), shape().name());
    }

    @Override
    public String title() {
        return "the audit log";
    }

    /** Name of the shape. */
    @Override
    public String auditSource() {
        return shape().name();
    }

    AuditSourceException failure(SQLException refused) {
        return AuditSourceException.of(refused, properties);
    }

    @Override
    public ItemStreamReader<SourceRow> open(AuditWindow window) {
        DataSource connections = connections();
        return new EventReader(connections, this, table(connections), window, properties.fetchSize());
    }

    /** Opens a connection only when one is asked for; none can write, and none waits for ever. */
    private DataSource connections() {
        DriverManagerDataSource connections = new DriverManagerDataSource(String.valueOf(properties.jdbcUrl()));
        Properties driver = new Properties();
        if (properties.isSqlite()) {
            driver.setProperty("open_mode", "1");
        } else {
            driver.setProperty("readOnly", "true");
            driver.setProperty("ApplicationName", "meterhouse");
            driver.setProperty("connectTimeout", "20");
            driver.setProperty("socketTimeout", "600");
            driver.setProperty("tcpKeepAlive", "true");
        }
        if (properties.username() != null) {
            driver.setProperty("user", properties.username());
        }
        if (properties.password() != null) {
            driver.setProperty("password", properties.password());
        }
        connections.setConnectionProperties(driver);
        return connections;
    }

    /** The table as it is, once it is there and has what is read of it. */
    private AuditTable table(DataSource connections) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            Map<String, String> types = types(statement);
            requireColumns(types);
            return new AuditTable(shape(), timeKind(statement, types));
        } catch (SQLException refused) {
            throw failure(refused);
        }
    }

    /** The columns and their types. SQLite takes the name of a column that is not there for a text, so each is looked for. */
    private Map<String, String> types(Statement statement) throws SQLException {
        try (ResultSet none = statement.executeQuery(
                "select * from %s where 1 = 0".formatted(AuditTable.quotedTable(shape().table())))) {
            ResultSetMetaData columns = none.getMetaData();
            Map<String, String> types = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                types.put(
                        columns.getColumnName(i),
                        Objects.requireNonNullElse(columns.getColumnTypeName(i), "")
                                .toLowerCase(Locale.ROOT));
            }
            return types;
        } catch (SQLException refused) {
            if ("42P01".equals(refused.getSQLState())
                    || String.valueOf(refused.getMessage()).contains("no such table")) {
                throw new AuditSourceException(
                        "There is no table %s at %s. Write the name of the audit log's table into meterhouse.audit-logs.table."
                                .formatted(shape().table(), properties.address()));
            }
            throw refused;
        }
    }

    private void requireColumns(Map<String, String> types) {
        Map<String, String> missing = new TreeMap<>();
        shape().columns().forEach((field, column) -> {
            if (!types.containsKey(column)) {
                missing.put(field.word(), column);
            }
        });
        if (!missing.isEmpty()) {
            throw new AuditSourceException(
                    "The table %s at %s has no column %s; it has %s. Set meterhouse.audit-logs.columns.%s to the right column, or to nothing when there is none."
                            .formatted(
                                    shape().table(),
                                    properties.address(),
                                    String.join(", ", missing.values()),
                                    String.join(", ", types.keySet()),
                                    String.join(", .", missing.keySet())));
        }
    }

    private AuditTable.TimeKind timeKind(Statement statement, Map<String, String> types) throws SQLException {
        String column = shape().column(AuditField.TIME);
        if (properties.isSqlite()) {
            requireText(statement, column);
            return AuditTable.TimeKind.TEXT;
        }
        return switch (types.getOrDefault(column, "")) {
            case "timestamptz" -> AuditTable.TimeKind.INSTANT;
            case "timestamp" -> AuditTable.TimeKind.LOCAL;
            case "text", "varchar", "bpchar" -> AuditTable.TimeKind.TEXT;
            default -> throw noTime(column, types.getOrDefault(column, ""));
        };
    }

    /** SQLite gives a column no type: a number would silently be smaller than every text it is compared with. */
    private void requireText(Statement statement, String column) throws SQLException {
        try (ResultSet other = statement.executeQuery(
                "select typeof(\"%1$s\") from %2$s where typeof(\"%1$s\") not in ('text', 'null') limit 1"
                        .formatted(column, AuditTable.quotedTable(shape().table())))) {
            if (other.next()) {
                throw noTime(column, other.getString(1));
            }
        }
    }

    private AuditSourceException noTime(String column, String type) {
        return new AuditSourceException(
                "The column %s of the table %s at %s holds %s and no times. Set meterhouse.audit-logs.columns.time to a column of timestamps or of texts such as 2026-10-01T12:00:00."
                        .formatted(column, shape().table(), properties.address(), type));
    }

    /** Binds a window, as the table keeps times. */
    void bind(PreparedStatement statement, AuditTable table, AuditWindow window) throws SQLException {
        switch (table.timeKind()) {
            case INSTANT -> {
                statement.setObject(1, window.from().atOffset(ZoneOffset.UTC));
                statement.setObject(2, window.until().atOffset(ZoneOffset.UTC));
            }
            case LOCAL -> {
                statement.setObject(1, LocalDateTime.ofInstant(window.from().minus(MARGIN_OF_LOCAL), zone()));
                statement.setObject(2, LocalDateTime.ofInstant(window.until().plus(MARGIN_OF_LOCAL), zone()));
            }
            case TEXT -> {
                statement.setString(1, day(window.from().minus(MARGIN_OF_TEXT)));
                statement.setString(2, day(window.until().plus(MARGIN_OF_TEXT.multipliedBy(2))));
            }
        }
    }

    private static String day(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toLocalDate().toString();
    }

    /** What a row says, as it says it. */
    SourceRow row(ResultSet row, AuditTable table) throws SQLException {
        Map<AuditField, String> texts = new EnumMap<>(AuditField.class);
        Instant occurredAt = null;
        List<AuditField> fields = table.fields();
        for (int i = 0; i < fields.size(); i++) {
            AuditField field = fields.get(i);
            if (field == AuditField.TIME) {
                occurredAt = time(row, i + 1, table.timeKind());
            }
            String text = row.getString(i + 1);
            if (text != null) {
                texts.put(field, text);
            }
        }
        return new SourceRow(texts, occurredAt);
    }

    private @Nullable Instant time(ResultSet row, int column, AuditTable.TimeKind kind) throws SQLException {
        return switch (kind) {
            case INSTANT -> {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case LOCAL -> {
                LocalDateTime time = row.getObject(column, LocalDateTime.class);
                yield time == null ? null : EventTime.of(time, zone());
            }
            case TEXT -> {
                String time = row.getString(column);
                yield time == null ? null : EventTime.of(time, zone());
            }
        };
    }
}

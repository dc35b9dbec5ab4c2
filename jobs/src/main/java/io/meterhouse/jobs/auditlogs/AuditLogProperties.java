package io.meterhouse.jobs.auditlogs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the audit log of an application lies, whether LiteLLM's own is read, and how.
 *
 * @param jdbcUrl address of its database, PostgreSQL or SQLite; null when there is no such source
 * @param username who reads it; null when the database asks for nobody
 * @param password password of that user; null when there is none
 * @param shape how the table looks: litemaas, ops-center or generic; null when there is no such source
 * @param table name of the table; null for the shape's own
 * @param columns columns of the table by what they hold, where they differ from the shape's; an empty one is not read
 * @param timeZone zone of times that are stored without one
 * @param overlap how long before the last known event reading begins again, for events that were committed late
 * @param firstDay first day ever wanted; null for everything there is
 * @param fetchSize events fetched at once and kept in one landing file, 1 to 100,000
 * @param litellm whether LiteLLM's own audit log is read
 */
@ConfigurationProperties("meterhouse.audit-logs")
public record AuditLogProperties(
        @Nullable String jdbcUrl,
        @Nullable String username,
        @Nullable String password,
        @Nullable String shape,
        @Nullable String table,
        @DefaultValue Map<String, String> columns,
        @DefaultValue("UTC") String timeZone,
        @DefaultValue("10m") Duration overlap,
        @Nullable LocalDate firstDay,
        @DefaultValue("1000") int fetchSize,
        @DefaultValue("off") OfLiteLlm litellm) {

    private static final Pattern SECRET_IN_ADDRESS = Pattern.compile("(?i)//[^/?]*@|[?&](user|password|sslpassword)=");

    /** Whether LiteLLM's own audit log is read. Its key needs more rights for it than for usage, so nobody is asked for them unasked. */
    public enum OfLiteLlm {
        /** It is not. */
        OFF,
        /** It is, where LiteLLM has one. */
        ON
    }

    public AuditLogProperties {
        jdbcUrl = blankToNull(jdbcUrl);
        username = blankToNull(username);
        password = blankToNull(password);
        shape = blankToNull(shape);
        table = blankToNull(table);
        columns = Map.copyOf(columns);
    }

    /** No audit log, and every other setting as shipped. */
    public static AuditLogProperties notConfigured() {
        return new Binder().bindOrCreate("meterhouse.audit-logs", AuditLogProperties.class);
    }

    /** The same for a table of a known shape, which asks for no user. */
    public AuditLogProperties at(String otherJdbcUrl, String otherShape) {
        return new AuditLogProperties(
                otherJdbcUrl, null, null, otherShape, null, Map.of(), timeZone, overlap, firstDay, fetchSize, litellm);
    }

    /** The same, and LiteLLM's own audit log is read. */
    public AuditLogProperties withLiteLlm() {
        return new AuditLogProperties(
                jdbcUrl,
                username,
                password,
                shape,
                table,
                columns,
                timeZone,
                overlap,
                firstDay,
                fetchSize,
                OfLiteLlm.ON);
    }

    /** Whether there is an audit log of an application. */
    public boolean isConfigured() {
        return jdbcUrl != null;
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (jdbcUrl != null && shape == null) {
            problems.add(
                    "meterhouse.audit-logs.jdbc-url is set but meterhouse.audit-logs.shape is not; write one of %s."
                            .formatted(shapes()));
        }
        if (jdbcUrl == null && Stream.of(username, password, shape, table).anyMatch(set -> set != null)) {
            problems.add(
                    "meterhouse.audit-logs is set in part, without meterhouse.audit-logs.jdbc-url; write the address of the database, for example jdbc:postgresql://db:5432/litemaas or jdbc:sqlite:/data/ops_center.db.");
        }
        if (shape != null && AuditShape.named(shape).isEmpty()) {
            problems.add("meterhouse.audit-logs.shape is '%s'; write one of %s.".formatted(shape, shapes()));
        }
        addProblemOfAddress(problems);
        if (table != null && table.matches(".*[\\p{Cntrl}\";].*")) {
            problems.add(
                    "meterhouse.audit-logs.table is '%s'; write the name of a table, or a schema, a dot and a table."
                            .formatted(table.strip()));
        }
        columns.forEach((word, column) -> addProblemOfColumn(word, column, problems));
        if (zone(timeZone) == null) {
            problems.add("meterhouse.audit-logs.time-zone is '%s'; write a zone such as UTC or Europe/Berlin."
                    .formatted(timeZone));
        }
        if (overlap.isNegative()) {
            problems.add(
                    "meterhouse.audit-logs.overlap is %s; write a time of at least 0, such as 10m.".formatted(overlap));
        }
        if (fetchSize < 1 || fetchSize > 100_000) {
            problems.add("meterhouse.audit-logs.fetch-size is %d; write 1 to 100000.".formatted(fetchSize));
        }
        return problems;
    }

    private void addProblemOfAddress(List<String> problems) {
        if (jdbcUrl == null) {
            return;
        }
        if (SECRET_IN_ADDRESS.matcher(jdbcUrl).find()) {
            problems.add(
                    "meterhouse.audit-logs.jdbc-url holds a user or a password; write them into meterhouse.audit-logs.username and METERHOUSE_AUDITLOGS_PASSWORD.");
        } else if (!jdbcUrl.startsWith("jdbc:postgresql:") && !jdbcUrl.startsWith("jdbc:sqlite:")) {
            problems.add(
                    "meterhouse.audit-logs.jdbc-url is '%s'; write the address of a PostgreSQL or SQLite database, for example jdbc:postgresql://db:5432/litemaas or jdbc:sqlite:/data/ops_center.db."
                            .formatted(jdbcUrl));
        }
    }

    private static void addProblemOfColumn(String word, String column, List<String> problems) {
        if (AuditField.named(word).isEmpty()) {
            problems.add("meterhouse.audit-logs.columns.%s names no field of an event; there are %s."
                    .formatted(
                            word,
                            String.join(
                                    ", ",
                                    Stream.of(AuditField.values())
                                            .map(AuditField::word)
                                            .toList())));
        } else if (column.isBlank()
                && List.of(AuditField.ID, AuditField.TIME)
                        .contains(AuditField.named(word).get())) {
            problems.add("meterhouse.audit-logs.columns.%s is empty; no event can be read without it.".formatted(word));
        } else if (column.matches(".*[\\p{Cntrl}\";].*")) {
            problems.add("meterhouse.audit-logs.columns.%s is '%s'; write the name of a column."
                    .formatted(word, column.strip()));
        }
    }

    boolean isSqlite() {
        return jdbcUrl != null && jdbcUrl.startsWith("jdbc:sqlite:");
    }

    ZoneId zone() {
        ZoneId zone = zone(timeZone);
        if (zone == null) {
            throw new IllegalStateException("There is no time zone " + timeZone);
        }
        return zone;
    }

    /** The table as it is configured. */
    AuditShape tableShape() {
        AuditShape known = AuditShape.named(String.valueOf(shape))
                .orElseThrow(() -> new IllegalStateException("There is no shape " + shape));
        Map<AuditField, String> others = new EnumMap<>(AuditField.class);
        columns.forEach((word, column) -> AuditField.named(word).ifPresent(field -> others.put(field, column)));
        return known.with(table == null ? known.table() : table, others);
    }

    /** Where the table lies, without what may be a secret. */
    String address() {
        return String.valueOf(jdbcUrl).replaceFirst("\\?.*", "");
    }

    private static String shapes() {
        return String.join(", ", AuditShape.names());
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public String toString() {
        return "AuditLogProperties[jdbcUrl=%s, shape=%s, password=%s]"
                .formatted(address(), shape, password == null ? "unset" : "set");
    }
}

package io.meterhouse.jobs.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The audit table of the portal of the demo's organisation: a month of log-ins, keys made and revoked, refusals, and one client that
 * tries passwords. A SQLite file in the shape of an operations centre.
 */
public final class DemoAuditLog {

    /** So many days are in the table. */
    public static final int DAYS = 30;

    private static final long SEED = 77_019;
    private static final int DAY_OF_THE_GUESSER = 9;

    private final PreparedStatement insert;

    private DemoAuditLog(PreparedStatement insert) {
        this.insert = insert;
    }

    /**
     * Writes the table.
     *
     * @param folder folder to write into; it is made
     * @return the file
     * @throws IOException when it cannot be written
     */
    public static Path write(DemoUsage usage, Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve("portal-audit.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    create table audit_logs (
                        id integer primary key autoincrement, timestamp text, user_id text, username text, action text not null,
                        resource_type text, resource_id text, result text not null, error_message text, metadata text,
                        ip_address text, user_agent text, session_id text)
                    """);
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into audit_logs (timestamp, user_id, username, action, resource_type, resource_id, result,
                        error_message, metadata, ip_address, user_agent)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0')
                    """)) {
                DemoAuditLog log = new DemoAuditLog(insert);
                for (int i = 0; i < DAYS; i++) {
                    log.addDay(usage.lastDay().minusDays(DAYS - 1L - i), i);
                }
                insert.executeBatch();
            }
            connection.commit();
        } catch (SQLException cannotWrite) {
            throw new IOException("Cannot write %s: %s".formatted(file, cannotWrite.getMessage()), cannotWrite);
        }
        return file;
    }

    private void addDay(LocalDate day, int number) throws SQLException {
        SplittableRandom random = InventedRow.random(SEED, day, 1);
        int logins = DemoRhythm.weekend(day) ? 6 : 34;
        for (int i = 0; i < logins; i++) {
            int person = random.nextInt(DemoNames.PEOPLE.size());
            if (random.nextInt(12) == 0) {
                add(day, random, person, "auth.login.failed", "session", null, "failure", "wrong password", null);
            }
            add(day, random, person, "auth.login", "session", null, "success", null, null);
            if (random.nextInt(20) == 0) {
                add(
                        day,
                        random,
                        person,
                        "user.permission_denied",
                        "page",
                        "admin/costs",
                        "denied",
                        "not an administrator",
                        null);
            }
        }
        if (number % 5 == 2) {
            String alias = "experiment-" + number;
            int person = number % DemoNames.PEOPLE.size();
            String details = "{\"alias\":\"%s\"}".formatted(alias);
            add(day, random, person, "apikey.create", "apikey", alias, "success", null, details);
            if (number % 10 == 7) {
                add(
                        day,
                        random,
                        person,
                        "apikey.revoke",
                        "apikey",
                        "experiment-" + (number - 5),
                        "success",
                        null,
                        null);
            }
        }
        if (number == DAYS - DAY_OF_THE_GUESSER) {
            for (int i = 0; i < 7; i++) {
                event(
                        day,
                        10_800 + i * 4L,
                        null,
                        "auth.login.failed",
                        "session",
                        null,
                        "failure",
                        "no such user",
                        null,
                        "192.0.2.66");
            }
        }
    }

    private void add(
            LocalDate day,
            SplittableRandom random,
            int person,
            String action,
            String resourceType,
            @Nullable String resource,
            String result,
            @Nullable String error,
            @Nullable String metadata)
            throws SQLException {
        long second = 25_200 + random.nextInt(36_000);
        event(
                day,
                second,
                person,
                action,
                resourceType,
                resource,
                result,
                error,
                metadata,
                "203.0.113." + (person + 1));
    }

    private void event(
            LocalDate day,
            long second,
            @Nullable Integer person,
            String action,
            String resourceType,
            @Nullable String resource,
            String result,
            @Nullable String error,
            @Nullable String metadata,
            String address)
            throws SQLException {
        Instant time = day.atStartOfDay(ZoneOffset.UTC).plusSeconds(second).toInstant();
        @Nullable
        Object[] values = {
            time.toString().replace("Z", ""),
            person == null ? null : DemoIdentifiers.userId(person),
            person == null ? "root" : DemoIdentifiers.email(person),
            action,
            resourceType,
            resource,
            result,
            error,
            metadata,
            address
        };
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i]);
        }
        insert.addBatch();
    }
}

package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of three shapes, and of any other by their columns, become the same events. */
class AuditShapeTests {

    private static final String EVENTS = """
            select concat_ws(' | ', event_id, occurred_at, user_id, action, action_group, resource_type, resource_id, outcome,
                error_text, metadata, agent_family, client_network) as line
            from star.fact_audit_event join star.dim_user using (user_key) order by occurred_at, event_id""";

    @TempDir
    Path folder;

    @Test
    void theTableOfLiteMaasIsRead() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        LiteMaasTable table = new LiteMaasTable(database);
        table.event(1, "2026-10-01 10:00:00+00", "LOGIN");
        database.execute("""
                insert into audit_logs values ('%s', null, 'API_KEY_UPDATE', 'API_KEY', 'key-1', '{"name":"a"}', '{"name":"b"}',
                    '2001:db8:1:2::7', 'curl/8.1', 's-1', false, 'No such key', '{"reason":{"code":7}}', '2026-10-01 12:00:00+02')""".formatted(LiteMaasTable.id(2)));
        database.execute("""
                insert into audit_logs (id, action, resource_type, success, created_at)
                values ('%s', 'AUTH_DENIED', 'AUTH', true, '2026-10-02 00:00:00.123456+00')""".formatted(LiteMaasTable.id(3)));
        try (AuditHome home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"))) {
            AuditLogs.Result result = home.loadNew();

            assertThat(result.failure()).isNull();
            assertThat(result).isEqualTo(new AuditLogs.Result(3, 3, 0, List.of(), null));
            assertThat(home.query(EVENTS))
                    .containsExactly(
                            "litemaas:%s | 2026-10-01 10:00:00 | %s | LOGIN | auth | AUTH | resource | success | 203.0.113.0/24"
                                    .formatted(LiteMaasTable.id(1), LiteMaasTable.id(900)),
                            "litemaas:%s | 2026-10-01 10:00:00 | (anonymous) | API_KEY_UPDATE | apikey | API_KEY | key-1 | failure | No such key | {\"reason\":{\"code\":7},\"old_values\":{\"name\":\"a\"},\"new_values\":{\"name\":\"b\"}} | curl | 2001:db8:1::/48"
                                    .formatted(LiteMaasTable.id(2)),
                            "litemaas:%s | 2026-10-02 00:00:00.123456 | (anonymous) | AUTH_DENIED | auth | AUTH | denied"
                                    .formatted(LiteMaasTable.id(3)));
            assertThat(
                            home.query(
                                    "select typeof(client_hash) || ' ' || length(session_hash) as line from star.fact_audit_event where session_hash is not null"))
                    .containsExactly("BIGINT 16");
        }
    }

    @Test
    void theTableOfOpsCenterIsRead() throws IOException {
        PostgresServer.Database database = PostgresServer.Database.sqlite(folder.resolve("ops_center.db"));
        database.execute("""
                create table audit_logs (id integer primary key autoincrement, timestamp text not null, user_id text, username text,
                    action text not null, resource_type text, resource_id text, result text not null, error_message text,
                    metadata text, ip_address text, user_agent text, session_id text)""");
        database.execute("""
                insert into audit_logs (timestamp, user_id, username, action, result, metadata, error_message) values
                    ('2026-10-01T10:00:00.5', 'u1', 'ann', 'auth.login.failed', 'failure', '{"tries":2}', 'bad password'),
                    ('2026-10-01 11:00:00', null, 'bob', 'security.permission_denied', 'denied', 'not json', null),
                    ('2026-10-01T12:00:00+00:00', 'u1', 'ann', 'service.restart', 'error', '[1,2]', null),
                    ('2026-10-01T13:00:00Z', null, null, 'data.export', 'partial', null, null)""");
        try (AuditHome home = new AuditHome(
                folder, AuditHome.properties(database.url(), null, null, "ops-center", Map.of(), "UTC"))) {
            assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(4, 4, 0, List.of(), null));
            assertThat(home.query(EVENTS))
                    .containsExactly(
                            "ops-center:1 | 2026-10-01 10:00:00.5 | u1 | auth.login.failed | auth | failure | bad password | {\"tries\":2}",
                            "ops-center:2 | 2026-10-01 11:00:00 | bob | security.permission_denied | security | denied | {\"text\":\"not json\"}",
                            "ops-center:3 | 2026-10-01 12:00:00 | u1 | service.restart | service | error | {\"value\":[1,2]}",
                            "ops-center:4 | 2026-10-01 13:00:00 | (anonymous) | data.export | data");
        }
    }

    @Test
    void theDocumentedTableIsReadWithItsTimesInTheZoneOfTheSettings() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        database.execute("""
                create table audit_logs (id serial primary key, timestamp timestamp, user_id varchar(255), action varchar(100),
                    resource_type varchar(100), resource_id varchar(255), result varchar(50), details jsonb)""");
        // The clocks of Berlin went back at 03:00 on 2026-10-25 and went ahead at 02:00 on 2026-03-29.
        database.execute("""
                insert into audit_logs (timestamp, user_id, action, result) values
                    ('2026-03-29 01:59:59', 'u', 'user.create', 'success'), ('2026-03-29 03:00:00', 'u', 'user.create', 'success'),
                    ('2026-10-01 00:30:00', 'u', 'user.create', 'success'), ('2026-10-25 12:00:00', 'u', 'user.create', 'success')""");
        try (AuditHome home = new AuditHome(
                folder,
                AuditHome.properties(
                        database.url(), "reader", "right password", "generic", Map.of(), "Europe/Berlin"))) {
            home.at("2026-10-26T03:00:00Z");

            assertThat(home.loadNew().loaded()).isEqualTo(4);
            assertThat(home.query(
                            "select occurred_at || ' ' || action_group as line from star.fact_audit_event order by 1"))
                    .containsExactly(
                            "2026-03-29 00:59:59 user",
                            "2026-03-29 01:00:00 user",
                            "2026-09-30 22:30:00 user",
                            "2026-10-25 11:00:00 user");
        }
    }

    @Test
    void anyOtherTableIsReadByItsColumns() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        database.execute("create schema app");
        database.execute("grant usage on schema app to reader");
        database.execute(
                "create table app.\"Events\" (number bigint, \"When\" timestamptz, who text, what text, went_well boolean)");
        database.execute("grant select on app.\"Events\" to reader");
        database.execute(
                "insert into app.\"Events\" values (7, '2026-10-01 10:00:00+00', 'ANN@example.org', 'paid', false)");
        AuditLogProperties properties = new AuditLogProperties(
                database.url(),
                "reader",
                "right password",
                "generic",
                "app.Events",
                Map.of(
                        "id",
                        "number",
                        "time",
                        "When",
                        "user",
                        "who",
                        "action",
                        "what",
                        "result",
                        "went_well",
                        "resource-type",
                        "",
                        "resourceid",
                        "",
                        "metadata",
                        ""),
                "UTC",
                Duration.ZERO,
                null,
                1,
                AuditLogProperties.OfLiteLlm.OFF);
        assertThat(properties.problems()).isEmpty();
        try (AuditHome home = new AuditHome(folder, properties)) {
            assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(1, 1, 0, List.of(), null));
            assertThat(home.query(EVENTS))
                    .containsExactly("generic:7 | 2026-10-01 10:00:00 | ann@example.org | paid | other | failure");
        }
    }

    @Test
    void anEmptyTableIsReadAndKnownToBeEmpty() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        new LiteMaasTable(database);
        try (AuditHome home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"))) {
            assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(0, 0, 0, List.of(), null));
            assertThat(home.query("select read_until::varchar as line from ops.audit_watermark"))
                    .containsExactly("2026-10-20 03:00:00");
            assertThat(home.query("select usage_date::varchar as line from ops.day_status"))
                    .isEmpty();
        }
    }
}

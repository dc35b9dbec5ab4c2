package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret and no address of an audit log reaches the disk, wherever in it they stand. */
class AuditSecretTests {

    private static final List<String> PLANTED = List.of(
            "litellm-key-id-0815",
            "sk-planted-in-a-list-0123456789",
            "sk-planted-in-a-text-0123456789",
            "sk-planted-as-a-resource-0123456789",
            "sk-planted-as-a-name-0123456789",
            "plain-api-key-of-theirs",
            "hunter2",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
            "dG9rZW4tb2YtYmVhcmVy",
            "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
            "ghp_0123456789abcdefABCDEF",
            "AKIAIOSFODNN7EXAMPLE",
            "open-sesame",
            "session-of-ann-77",
            "203.0.113.77",
            "198.51.100.23",
            "2001:db8:77:1::5",
            "Mozilla/5.0 (X11; planted)",
            "q=private");

    private static final String STILL =
            "%d events of the audit log still have no id or no time that can be read, as before.";

    @TempDir
    Path folder;

    @Test
    void plantedSecretsAreNeitherInLandingNorInTheWarehouse() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        new LiteMaasTable(database);
        database.execute("""
                insert into audit_logs values ('%s', '%s', 'API_KEY_CREATE', 'API_KEY', 'sk-planted-as-a-resource-0123456789',
                    '{"liteLLMKeyId": "litellm-key-id-0815", "keyName": "demo"}',
                    '{"deep": {"deeper": [{"apiKey": "plain-api-key-of-theirs"}, "sk-planted-in-a-list-0123456789", 3]},
                      "sk-planted-as-a-name-0123456789": 1}',
                    '203.0.113.77', 'Mozilla/5.0 (X11; planted)', 'session-of-ann-77', false,
                    'Cannot use sk-planted-in-a-text-0123456789 with password=hunter2 and Bearer dG9rZW4tb2YtYmVhcmVy from 198.51.100.23 or 2001:db8:77:1::5',
                    '{"headers": {"Authorization": "Bearer x", "Cookie": "open-sesame"}, "jwtOf": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                      "note": "use eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl or AbCdEfGhIjKlMnOpQrStUvWxYz0123456789 or ghp_0123456789abcdefABCDEF or AKIAIOSFODNN7EXAMPLE",
                      "body": "{\\"client_secret\\": \\"open-sesame\\", \\"liteLLMKeyId\\": \\"litellm-key-id-0815\\"}",
                      "ip": "203.0.113.77", "url": "https://ann:hunter2@example.org/search?q=private&x=1", "keyHash": "%s"}',
                    '2026-10-01 10:00:00+00')""".formatted(LiteMaasTable.id(1), LiteMaasTable.id(900), "ab".repeat(32)));
        try (AuditHome home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"))) {
            assertThat(home.loadNew().loaded()).isEqualTo(1);

            String warehouse = home.query("select fact_audit_event::varchar as line from star.fact_audit_event")
                    .get(0);
            String landed = home.landed();
            String everything = home.everything();
            for (String secret : PLANTED) {
                assertThat(warehouse).doesNotContain(secret);
                assertThat(landed).doesNotContain(secret);
                assertThat(everything).doesNotContain(secret);
            }
            assertThat(warehouse).contains("ab".repeat(32), "Cannot use sk-…", "https://example.org/search?{query}");
            assertThat(home.query("select key_alias || ' ' || client_network as line from star.fact_audit_event"))
                    .containsExactly("demo 203.0.113.0/24");
        }
    }

    @Test
    void jsonOfAnyKindLosesNoEvent() throws IOException {
        PostgresServer.Database database = PostgresServer.Database.sqlite(folder.resolve("ops_center.db"));
        database.execute("""
                create table audit_logs (id integer primary key, timestamp text, user_id text, username text, action text,
                    resource_type text, resource_id text, result text, error_message text, metadata text, ip_address text,
                    user_agent text, session_id text)""");
        String deep = "[".repeat(3_000) + "]".repeat(3_000);
        String large = "{\"a\":\"" + "y".repeat(900_000) + "\"}";
        List<String> documents = List.of(
                "{\"open\":",
                "{\"a\":1} trailing",
                "null",
                "",
                "\"text\"",
                "{\"a\":1e400}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\u0000\"}",
                deep,
                large);
        for (int i = 0; i < documents.size(); i++) {
            database.execute(
                    "insert into audit_logs (id, timestamp, action, result, metadata) values (%d, '2026-10-01 10:00:%02d', 'a', 'success', '%s')"
                            .formatted(i, i, documents.get(i)));
        }
        try (AuditHome home = new AuditHome(
                folder, AuditHome.properties(database.url(), null, null, "ops-center", Map.of(), "UTC"))) {
            assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(10, 10, 0, List.of(), null));
            assertThat(
                            home.query(
                                    "select coalesce(left(metadata::varchar, 30), 'nothing') as line from star.fact_audit_event order by occurred_at"))
                    .containsExactly(
                            "{\"text\":\"{\\\"open\\\":\"}",
                            "{\"text\":\"{\\\"a\\\":1} trailing\"}",
                            "nothing",
                            "nothing",
                            "{\"value\":\"text\"}",
                            "{\"a\":1E+400}",
                            "{\"a\":\"?\"}",
                            "{\"a\":\" \"}",
                            "{\"text\":\"" + "[".repeat(21),
                            "{\"beginning\":\"{\\\"a\\\":\\\"yyyyyyy");
        }
    }

    @Test
    void anEventWithoutAReadableTimeIsNamedAndTheOthersAreLoaded() throws IOException {
        PostgresServer.Database database = PostgresServer.Database.sqlite(folder.resolve("ops_center.db"));
        database.execute("""
                create table audit_logs (id integer primary key, timestamp text, user_id text, username text, action text,
                    resource_type text, resource_id text, result text, error_message text, metadata text, ip_address text,
                    user_agent text, session_id text)""");
        database.execute(
                "insert into audit_logs (id, timestamp, action) values (1, '2026-10-01 10:00:00', 'a'), (2, '2026-13-01 10:00:00', 'b'), (3, null, 'c')");
        try (AuditHome home = new AuditHome(
                folder, AuditHome.properties(database.url(), null, null, "ops-center", Map.of(), "UTC"))) {
            AuditLogs.Result result = home.loadNew();

            assertThat(result.loaded()).isEqualTo(1);
            assertThat(result.warnings())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("2 events of the audit log have no id or no time");
            assertThat(result.hasGap()).isTrue();
            assertThat(result.remarks()).isEmpty();
        }
    }

    @Test
    void anEventThatCannotBeLoadedIsAGapOnceAndARemarkAsLongAsItStays() throws IOException {
        PostgresServer.Database database = PostgresServer.Database.sqlite(folder.resolve("ops_center.db"));
        database.execute("""
                create table audit_logs (id integer primary key, timestamp text, user_id text, action text, resource_type text,
                    resource_id text, result text, details text)""");
        database.execute(
                "insert into audit_logs (id, timestamp, action) values (1, '2026-10-01 10:00:00', 'a'), (2, '2026-13-01 10:00:00', 'b'), (3, null, 'c')");
        try (AuditHome home =
                new AuditHome(folder, AuditHome.properties(database.url(), null, null, "generic", Map.of(), "UTC"))) {
            home.loadNew();

            assertThat(home.loadNew())
                    .isEqualTo(new AuditLogs.Result(3, 0, 1, List.of(), List.of(STILL.formatted(2)), null));
            assertThat(home.loadAgain("2026-10-01", "2026-10-01").hasGap()).isFalse();

            database.execute("insert into audit_logs (id, timestamp, action) values (4, null, 'd')");
            AuditLogs.Result next = home.loadNew();
            assertThat(next.warnings()).singleElement().asString().startsWith("1 events of the audit log have no id");
            assertThat(next.remarks()).containsExactly(STILL.formatted(2));
            assertThat(home.loadNew())
                    .isEqualTo(new AuditLogs.Result(4, 0, 1, List.of(), List.of(STILL.formatted(3)), null));
            assertThat(home.rebuild("2026-10-01", "2026-10-01").remarks()).containsExactly(STILL.formatted(3));
        }
    }
}

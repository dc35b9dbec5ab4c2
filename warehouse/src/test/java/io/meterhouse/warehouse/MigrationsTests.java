package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older file is brought to the newest schema, and kept as it was. */
class MigrationsTests {

    private static final String FACTS = "select usage_date || ' ' || request_count as fact from star.fact_usage_daily";

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Path file;
    private Path kept;

    @BeforeEach
    void makeAFileOfVersionOne() throws SQLException {
        warehouse = new Warehouse(
                new WarehouseHome(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        file = warehouse.home().prepare().warehouseFile();
        kept = file.resolveSibling("meterhouse.duckdb.version-1");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String script : SqlScript.buildOrder("migrations/001_daily_usage")) {
                statement.execute(
                        SqlScript.named("migrations/001_daily_usage/" + script).text());
            }
            statement.execute(
                    "insert into ops.schema_version values (1, 'daily_usage', timestamp '2026-09-01 03:00:00')");
            statement.execute("insert into star.fact_usage_daily values ('litellm', date '2026-09-01', 0, 0, 0, 0, 0, "
                    + "7, 7, 0, 90, 10, 100, 0, 0, 1.5, null, null, null)");
            statement.execute(
                    "insert into ops.run values ('R-0', 'nightly', null, null, timestamp '2026-09-02 03:00:00', "
                            + "null, 'done', 1, 0, '1.80.5', 'it loses usage', null)");
            statement.execute(
                    "insert into ops.day_status values ('litellm', date '2026-09-01', 'loaded', true, "
                            + "timestamp '2026-09-02 03:00:00', 1, 7, 100, 1.5, timestamp '2026-09-02 03:00:00', 'it shrank', 2, 'F', 'R-9')");
            statement.execute("insert into ops.reconciliation select 'litellm', date '2026-09-01', 'day', '', "
                    + "7, 7, 0, 0, 90, 90, 10, 10, 1.5, 1.5, null, null, true, 'R-0', timestamp '2026-09-02 03:00:00'");
        }
    }

    @Test
    void aFileOfTheFirstVersionIsMigratedWithItsRowsAndKeptAsItWas() throws SQLException {
        try (Lease lease = warehouse.lease("test")) {
            assertThat(lease.writer().query(FACTS, row -> row.text("fact"))).containsExactly("2026-09-01 7");
            assertThat(lease.writer().query("from ops.schema_version order by version", row -> row.count("version")))
                    .hasSize(Migrations.newestVersion())
                    .startsWith(1L, 2L);
            assertThat(lease.writer()
                            .query(
                                    "select litellm_version || ': ' || source_warning as known from ops.day_status",
                                    row -> row.text("known")))
                    .as("of the run that loaded the rows, not of the one that failed since")
                    .containsExactly("1.80.5: it loses usage");
            lease.publish("S-1", "R-1");
        }

        try (Connection old = DriverManager.getConnection("jdbc:duckdb:" + kept)) {
            assertThat(Migrations.versionOf(old)).isEqualTo(1);
            assertThat(Queries.query(old, FACTS, row -> row.text("fact"))).containsExactly("2026-09-01 7");
        }
    }

    @Test
    void requestsKeepWhereTheyCameFromWhenItMovesToADimension() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (int version = 2; version <= 7; version++) {
                String migration = SqlScript.buildOrder("migrations").get(version - 1);
                for (String script : SqlScript.buildOrder("migrations/" + migration)) {
                    statement.execute(SqlScript.named("migrations/" + migration + "/" + script)
                            .text());
                }
                statement.execute("insert into ops.schema_version values (%d, '%s', timestamp '2026-09-01 03:00:00')"
                        .formatted(version, migration));
            }
            statement.execute("insert into star.dim_service values (1, 'llm')");
            statement.execute("insert into star.dim_endpoint values (1, '/a', 1)");
            statement.execute("""
                    insert into star.fact_request
                    select 'access-log', timestamp '2026-09-01 00:00:00' + to_seconds(line), 0, 1, 1, method, 200, 'success', 1.5, 5, 77, network, family, 1, line, line * 100
                    from (values
                        (1, 'GET', '192.0.2.0/24', 'curl'),
                        (2, 'PROPFIND', null, 'curl'),
                        (3, null, null, null),
                        (4, 'POST', '2001:db8:1:0:0:0:0:0/48', 'curl')
                    ) as request (line, method, network, family)
                    """);
        }

        try (Lease lease = warehouse.lease("test")) {
            assertThat(lease.writer()
                            .query(
                                    "select requested_at || ' ' || method || ' ' || client_network || ' ' || agent_family as request from (select requested_at, coalesce(method, '-') as method, coalesce(client_network, '-') as client_network, coalesce(agent_family, '-') as agent_family from marts.filtered_requests(date '2026-09-01', date '2026-09-01')) order by requested_at",
                                    row -> row.text("request")))
                    .containsExactly(
                            "2026-09-01 00:00:01 GET 192.0.2.0/24 curl",
                            "2026-09-01 00:00:02 (other) - curl",
                            "2026-09-01 00:00:03 - - -",
                            "2026-09-01 00:00:04 POST 2001:db8:1::/48 curl");
        }
    }

    @Test
    void aMigrationThatIsRefusedNamesItsScriptAndTheKeptCopyAndChangesNothing() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("create table ops.home (in_the_way integer)");
        }
        byte[] before = Files.readAllBytes(file);

        try (Lease lease = warehouse.lease("test")) {
            assertThatThrownBy(lease::writer)
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith(
                            "Cannot change the schema of the warehouse %s: the script migrations/002_home/01_ops_home failed: ",
                            file)
                    .hasMessageContaining("it is kept as %s; put that in its place", kept)
                    .hasMessageEndingWith("Do not move the file away: it is in order.");
        }
        assertThat(Files.readAllBytes(kept)).isEqualTo(before);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            assertThat(Migrations.versionOf(connection)).isEqualTo(1);
        }
    }

    @Test
    void aMartThatIsNoLongerNamedIsDroppedWhenTheFileIsOpened() {
        try (Lease lease = warehouse.lease("test")) {
            lease.writer();
        }
        execute("create view marts.renamed as select 1 as one");
        execute("update ops.mart_version set fingerprint = 'of an older program'");
        execute("create macro marts.removed(from_date, to_date) as table select 1 as one");
        execute("create macro marts.doubled(number) as 2 * number");

        try (Lease lease = warehouse.lease("test")) {
            List<String> objects = lease.writer().query("""
                            select view_name as name from duckdb_views() where schema_name = 'marts'
                            union
                            select function_name from duckdb_functions() where schema_name = 'marts'
                            """, row -> row.text("name"));
            assertThat(objects).containsExactlyInAnyOrderElementsOf(SqlScript.buildOrder("marts"));
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}

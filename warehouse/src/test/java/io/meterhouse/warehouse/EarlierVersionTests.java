package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A home of every earlier version of the schema opens with its rows, passes the checks and publishes. */
class EarlierVersionTests {

    private static final String OF_A_DAY = """
            insert into ops.run values
                ('R-0', 'nightly', null, null, timestamp '2026-09-02 03:00:00', timestamp '2026-09-02 03:01:00', 'done', 1, 0, '1.97.0', null, null);
            insert into ops.day_status values
                ('litellm', date '2026-09-01', 'loaded', true, timestamp '2026-09-02 03:00:00', 1, 7, 100, 1.5, timestamp '2026-09-02 03:00:00', null, 1, 'F', 'R-0');
            insert into ops.reconciliation
                select 'litellm', date '2026-09-01', scope, member, 7, 7, 0, 0, 90, 90, 10, 10, 1.5, 1.5, null, null, true, 'R-0', timestamp '2026-09-02 03:00:00'
                from (values ('day', ''), ('provider', 'unknown')) as stated (scope, member);
            insert into star.dim_user values
                (1, 'ada', 'Ada', 'ada@example.org', 'internal_user', false, date '0001-01-01', date '9999-12-31', true);
            insert into star.dim_team values
                (1, 'research', 'Research', null, false, false, date '0001-01-01', date '9999-12-31', true);
            insert into star.dim_api_key values
                (2, 'cafe', 'notebook', 'virtual', 'ada', 'research', false, false, date '2026-09-01', date '2026-09-01', false, date '0001-01-01', date '9999-12-31', true);
            insert into star.fact_usage_daily values
                ('litellm', date '2026-09-01', 1, 2, 1, 0, 0, 7, 7, 0, 90, 10, 100, 0, 0, 1.5, null, null, null);
            """;
    private static final String OF_A_LOG = """
            insert into ops.source_file values
                (1, 'access-logs', '/var/log/access.log', 10, 'aa', 'bb', 100, 1, null, 1, 0, 0, timestamp '2026-09-01 10:00:00', timestamp '2026-09-01 10:00:00', timestamp '2026-09-02 03:00:00', 'R-0');
            insert into star.dim_endpoint values (1, '/chat', 0);
            insert into star.fact_request values
                ('access-log', timestamp '2026-09-01 10:00:00', 1, 0, 1, 'POST', 200, 'success', 1.5, 5, 77, '192.0.2.0/24', 'curl', 1, 1, 0);
            insert into star.fact_request_hourly values
                ('access-log', timestamp '2026-09-01 10:00:00', 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 5, 1, 1.5, 1, 1, 1, 1, 1, 1, 1);
            """;
    private static final int VERSION_OF_ACCESS_LOGS = 4;

    @TempDir
    static Path earlier;

    @TempDir
    Path folder;

    /** The first, the first with access logs and the last. */
    static IntStream someVersions() {
        return IntStream.of(1, VERSION_OF_ACCESS_LOGS, Migrations.newestVersion() - 1);
    }

    static IntStream allVersions() {
        return IntStream.range(1, Migrations.newestVersion());
    }

    /** One file grows from version to version, and each leaves a copy. */
    @BeforeAll
    static void leaveAFileOfEachVersion() throws SQLException, IOException {
        Path file = earlier.resolve("growing.duckdb");
        List<String> migrations = SqlScript.buildOrder("migrations");
        for (int version = 1; version < Migrations.newestVersion(); version++) {
            String migration = migrations.get(version - 1);
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                    Statement statement = connection.createStatement()) {
                for (String script : SqlScript.buildOrder("migrations/" + migration)) {
                    statement.execute(SqlScript.named("migrations/" + migration + "/" + script)
                            .text());
                }
                statement.execute("insert into ops.schema_version values (%d, '%s', timestamp '2026-09-01 03:00:00')"
                        .formatted(version, migration.substring(4)));
                if (version == 1) {
                    statement.execute(OF_A_DAY);
                }
                if (version == VERSION_OF_ACCESS_LOGS) {
                    statement.execute(OF_A_LOG);
                }
            }
            Files.copy(file, ofVersion(version));
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("allVersions")
    void whicheverVersionItIsItsRowsStayTheChecksPassAndItPublishes(int version) throws IOException {
        itsRowsStayTheChecksPassAndItPublishes(version);
    }

    @ParameterizedTest
    @MethodSource("someVersions")
    void itsRowsStayTheChecksPassAndItPublishes(int version) throws IOException {
        WarehouseHome home = new WarehouseHome(folder).prepare();
        Files.copy(ofVersion(version), home.warehouseFile());
        Warehouse warehouse = new Warehouse(
                home,
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));

        try (Lease lease = warehouse.lease("test")) {
            assertThat(QualityCheck.all().stream().map(lease.writer()::check))
                    .filteredOn(QualityCheck.Result::blocks)
                    .isEmpty();
            lease.publish("S-1", "R-1");
        }

        assertThat(home.warehouseFile().resolveSibling("meterhouse.duckdb.version-" + version))
                .hasSameBinaryContentAs(ofVersion(version));
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(snapshot.table(
                                    "select team_id, request_count, spend_usd from marts.usage_by_team(date '2026-09-01', date '2026-09-01')")
                            .rows())
                    .isEqualTo(List.of(List.of("research", "7", "1.500000000000")));
            assertThat(snapshot.table(
                                    "select request_count from marts.service_usage(date '2026-09-01', date '2026-09-01')")
                            .rows())
                    .isEqualTo(version < VERSION_OF_ACCESS_LOGS ? List.of() : List.of(List.of("1")));
        }
    }

    private static Path ofVersion(int version) {
        return earlier.resolve("version-" + version + ".duckdb");
    }
}

package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading goes on where it ended, misses no late commit, and loads no event twice, whatever came between. */
class AuditReadingTests {

    private static final String NUMBERS =
            "select right(event_id, 3) || ' ' || action as line from star.fact_audit_event order by event_id";
    private static final String EVERYTHING =
            "select fact_audit_event::varchar as line from star.fact_audit_event order by event_id";
    private static final String DAYS =
            "select usage_date || ' ' || state || ' ' || coalesce(row_count::varchar, '-') || ' ' || coalesce(last_error, '') as line from ops.day_status where source = 'audit-logs' order by usage_date";

    @TempDir
    Path folder;

    private PostgresServer.Database database;
    private LiteMaasTable table;
    private AuditHome home;

    @BeforeEach
    void open() throws IOException {
        database = PostgresServer.database();
        table = new LiteMaasTable(database);
        home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"));
        table.event(1, "2026-10-17 10:00:00+00", "LOGIN");
        table.event(2, "2026-10-19 10:00:00+00", "LOGOUT");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void onlyTheOverlapIsReadAgainAndAnEventCommittedLateIsFound() {
        home.loadNew();
        table.event(3, "2026-10-19 09:50:00+00", "LOGIN");
        table.event(4, "2026-10-19 09:49:59+00", "LOGIN");
        table.event(5, "2026-10-19 10:00:00+00", "LOGIN");
        home.at("2026-10-21T03:00:00Z");

        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(3, 2, 1, List.of(), null));
        assertThat(home.query(NUMBERS)).containsExactly("001 LOGIN", "002 LOGOUT", "003 LOGIN", "005 LOGIN");
        assertThat(
                        home.query(
                                "select last_event_at || ' ' || right(last_event_id, 3) || ' ' || read_until as line from ops.audit_watermark"))
                .containsExactly("2026-10-19 10:00:00 005 2026-10-21 03:00:00");
    }

    @Test
    void anEventWithAWrongClockDoesNotHideWhatComesAfterIt() {
        table.event(3, "2031-01-01 00:00:00+00", "LOGIN");
        home.loadNew();
        table.event(4, "2026-10-20 10:00:00+00", "LOGIN");
        home.at("2026-10-21T03:00:00Z");
        home.loadNew();

        assertThat(home.query(NUMBERS)).containsExactly("001 LOGIN", "002 LOGOUT", "003 LOGIN", "004 LOGIN");
    }

    @Test
    void daysReadAgainReplaceTheirEventsOnlyAndKeepWhatTheLogForgot() {
        home.loadNew();
        table.event(3, "2026-10-17 00:00:00+00", "LOGIN");
        database.execute("update audit_logs set action = 'CHANGED'");
        database.execute("delete from audit_logs where id = '%s'".formatted(LiteMaasTable.id(1)));

        assertThat(home.loadAgain("2026-10-16", "2026-10-18"))
                .isEqualTo(new AuditLogs.Result(1, 1, 0, List.of(), null));
        assertThat(home.query(NUMBERS)).containsExactly("001 LOGIN", "002 LOGOUT", "003 CHANGED");
    }

    @Test
    void daysReadBeforeAllElseDoNotHideOlderEvents() {
        assertThat(home.loadAgain("2026-10-19", "2026-10-19").loaded()).isEqualTo(1);
        assertThat(home.query(DAYS)).containsExactly("2026-10-19 loaded 1 ");

        assertThat(home.loadNew().loaded()).isEqualTo(1);
        assertThat(home.query(NUMBERS)).containsExactly("001 LOGIN", "002 LOGOUT");
    }

    @Test
    void aDayWithoutEventsIsZeroBetweenTheFirstEventAndTheReading() {
        home.loadNew();

        assertThat(home.query(DAYS))
                .containsExactly(
                        "2026-10-17 loaded 1 ", "2026-10-18 zero 0 ", "2026-10-19 loaded 1 ", "2026-10-20 partial 0 ");
    }

    @Test
    void whatWasLandedBeforeAKillIsLoadedByTheNextRun() throws IOException {
        home.loadAgain("2000-01-01", "2000-01-01");
        home.lease().closeWriter();
        Path file = home.home().warehouseFile();
        Path before = folder.resolve("before");
        Files.copy(file, before);
        home.loadNew();
        home.lease().closeWriter();
        Files.move(before, file, StandardCopyOption.REPLACE_EXISTING);
        database.execute("delete from audit_logs");
        home.at("2026-10-20T04:00:00Z");

        assertThat(home.query(NUMBERS)).isEmpty();
        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(0, 2, 0, List.of(), null));
        assertThat(home.query(NUMBERS)).containsExactly("001 LOGIN", "002 LOGOUT");
    }

    @Test
    @Tag("long")
    void aRebuildFromLandingGivesTheSameEventsDaysAndWatermark() throws IOException {
        table.event(3, "2026-10-18 10:00:00+00", "GET_/api/v1/models", "API_ACCESS", "{\"statusCode\":200}");
        home.loadNew();
        table.event(4, "2026-10-20 10:00:00+00", "LOGIN");
        database.execute("update audit_logs set action = 'CHANGED' where id = '%s'".formatted(LiteMaasTable.id(1)));
        home.at("2026-10-21T03:00:00Z");
        home.loadNew();
        home.loadAgain("2026-10-17", "2026-10-17");
        List<String> events = home.query(EVERYTHING);
        List<String> requests = home.query("select fact_request::varchar as line from star.fact_request");
        List<String> watermark = home.query("select audit_watermark::varchar as line from ops.audit_watermark");
        List<String> days = home.query(DAYS);

        assertThat(home.rebuild("2026-10-01", "2026-10-31").loaded()).isZero();
        assertThat(home.query(EVERYTHING)).isEqualTo(events);

        home.loseWarehouse();
        assertThat(home.rebuild("2026-10-18", "2026-10-18").loaded()).isEqualTo(1);
        assertThat(home.query("select count(*)::varchar as line from ops.audit_watermark"))
                .containsExactly("0");
        assertThat(home.rebuild("2026-10-01", "2026-10-31").failure()).isNull();
        assertThat(home.query(EVERYTHING)).isEqualTo(events).hasSize(4);
        assertThat(home.query("select fact_request::varchar as line from star.fact_request"))
                .isEqualTo(requests)
                .hasSize(1);
        assertThat(home.query("select audit_watermark::varchar as line from ops.audit_watermark"))
                .isEqualTo(watermark);
        assertThat(home.query(DAYS)).isEqualTo(days);
    }

    @Test
    @Tag("long")
    void whatWasLandedOfOneShapeIsNotTakenForAnother() throws IOException {
        home.loadNew();
        home.loseWarehouse();
        PostgresServer.Database other = PostgresServer.database();
        other.execute(
                "create table audit_logs (id int, timestamp timestamptz, user_id text, action text, resource_type text, resource_id text, result text, details jsonb)");
        home.settings(AuditHome.postgres(other, "generic"));

        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(0, 0, 0, List.of(), null));
        assertThat(home.rebuild("2026-10-01", "2026-10-31").loaded()).isEqualTo(2);
        assertThat(home.query("select distinct audit_source as line from star.fact_audit_event"))
                .containsExactly("litemaas");
    }

    @Test
    void aFirstDayLeavesOutWhatIsOlder() {
        AuditLogProperties all = AuditHome.postgres(database, "litemaas");
        home.settings(new AuditLogProperties(
                all.jdbcUrl(),
                all.username(),
                all.password(),
                all.shape(),
                null,
                all.columns(),
                "UTC",
                all.overlap(),
                LocalDate.parse("2026-10-18"),
                100,
                all.litellm()));
        home.loadNew();

        assertThat(home.query(NUMBERS)).containsExactly("002 LOGOUT");
        assertThat(home.query(DAYS)).containsExactly("2026-10-19 loaded 1 ", "2026-10-20 partial 0 ");
    }

    @Tag("long")
    @Test
    void aManyTimesLargerTableIsReadAFewEventsAtATime() {
        database.execute("""
                insert into audit_logs (id, action, resource_type, created_at, metadata)
                select gen_random_uuid(), 'LOGIN', 'AUTH', timestamptz '2026-09-01 00:00:00+00' + n * interval '10 seconds',
                    jsonb_build_object('note', repeat('x', 300))
                from generate_series(1, 20000) as n""");
        AuditLogProperties small = AuditHome.postgres(database, "litemaas");
        home.settings(new AuditLogProperties(
                small.jdbcUrl(),
                small.username(),
                small.password(),
                small.shape(),
                null,
                small.columns(),
                "UTC",
                small.overlap(),
                null,
                1_000,
                small.litellm()));

        assertThat(home.loadNew().loaded()).isEqualTo(20_002);
        assertThat(AuditHome.files(home.home().landing()).stream()
                        .filter(file -> file.toString().endsWith(".json.gz")))
                .hasSize(21);
    }
}

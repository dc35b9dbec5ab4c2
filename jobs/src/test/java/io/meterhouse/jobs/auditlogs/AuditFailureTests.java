package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that cannot be read says why in one paragraph and costs nothing but what is new in it. */
class AuditFailureTests {

    @TempDir
    Path folder;

    private PostgresServer.Database database;
    private AuditHome home;

    @BeforeEach
    void open() throws IOException {
        database = PostgresServer.database();
        home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aMissingTableIsNamed() {
        assertThat(home.loadNew().failure())
                .isEqualTo(
                        "There is no table audit_logs at %s. Write the name of the audit log's table into meterhouse.audit-logs.table."
                                .formatted(database.url()));
        assertThat(ledger())
                .containsExactly(
                        "2026-10-19 failed 1 There is no table audit_logs at %s. Write the name of the audit log's table into meterhouse.audit-logs.table."
                                .formatted(database.url()));
        assertThat(home.query("select base_url as line from ops.source")).isEmpty();
    }

    @Test
    void aMissingColumnIsNamedWithThoseThereAre() {
        database.execute("create table audit_logs (id text, created_at timestamptz, action text)");
        assertThat(home.loadNew().failure())
                .startsWith("The table audit_logs at " + database.url()
                        + " has no column ip_address, user_agent, error_message")
                .contains("; it has id, created_at, action.");

        PostgresServer.Database sqlite = PostgresServer.Database.sqlite(folder.resolve("ops.db"));
        sqlite.execute("create table audit_logs (id integer, timestamp text, action text)");
        home.settings(AuditHome.properties(sqlite.url(), null, null, "ops-center", Map.of("user-name", ""), "UTC"));
        assertThat(home.loadNew().failure())
                .contains("has no column ip_address")
                .doesNotContain("username");
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        PostgresServer.Database sqlite = PostgresServer.Database.sqlite(folder.resolve("ops.db"));
        sqlite.execute("create table audit_logs (id integer, timestamp integer, action text)");
        sqlite.execute("insert into audit_logs values (1, 1790000000, 'a')");
        home.settings(AuditHome.properties(
                sqlite.url(),
                null,
                null,
                "ops-center",
                Map.of(
                        "user",
                        "",
                        "user-name",
                        "",
                        "resource-type",
                        "",
                        "resource-id",
                        "",
                        "result",
                        "",
                        "error",
                        "",
                        "metadata",
                        "",
                        "address",
                        "",
                        "agent",
                        "",
                        "session",
                        ""),
                "UTC"));

        assertThat(home.loadNew().failure())
                .contains("The column timestamp of the table audit_logs", "holds integer and no times");
    }

    @Test
    void aWrongPasswordAnUnknownHostAndAMissingFileAreTold() {
        home.settings(AuditHome.properties(database.url(), "reader", "wrong password", "litemaas", Map.of(), "UTC"));
        assertThat(home.loadNew().failure())
                .startsWith("The database of the audit log at " + database.url() + " refuses the user reader: ")
                .endsWith("Check meterhouse.audit-logs.username and METERHOUSE_AUDITLOGS_PASSWORD.")
                .doesNotContain("wrong password");

        home.settings(AuditHome.properties(
                "jdbc:postgresql://no-such-host.invalid:5432/db?connectTimeout=5",
                "reader",
                "x",
                "litemaas",
                Map.of(),
                "UTC"));
        assertThat(home.loadNew().failure())
                .startsWith(
                        "The database of the audit log at jdbc:postgresql://no-such-host.invalid:5432/db cannot be reached: ")
                .contains("UnknownHost");

        home.settings(AuditHome.properties(
                "jdbc:sqlite:" + folder.resolve("none.db"), null, null, "ops-center", Map.of(), "UTC"));
        assertThat(home.loadNew().failure()).contains("none.db cannot be read: ");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleLeavesWhatWasLoadedAndNothingHalf() {
        LiteMaasTable table = new LiteMaasTable(database);
        table.event(1, "2026-10-01 10:00:00+00", "LOGIN");
        home.loadNew();
        breakAfter(250);
        home.at("2026-10-21T03:00:00Z");

        AuditLogs.Result result = home.loadNew();
        assertThat(result.failure())
                .startsWith("The database of the audit log at " + database.url() + " went away: ")
                .endsWith("What was loaded before stays; the next run reads what is missing.");
        assertThat(home.query("select count(*)::varchar as line from star.fact_audit_event"))
                .containsExactly("1");
        assertThat(AuditHome.files(home.home().landing())).hasSize(2);
        // By a cursor: the chunks before the row were written, so the rows were not waited for as a whole.
        assertThat(writtenBeforeTheFailure()).isEqualTo(200);
        assertThat(ledger().get(ledger().size() - 1)).startsWith("2026-10-20 partial 2 The database of the audit log");

        database.execute(
                "create or replace function break_at(n integer) returns text language sql as 'select null::text'");
        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(1_001, 1_000, 1, List.of(), null));
        assertThat(ledger()).allMatch(day -> day.endsWith(" -"));
    }

    private long writtenBeforeTheFailure() {
        try (Connection operations = DriverManager.getConnection(
                        "jdbc:h2:file:" + home.home().operations().resolve("operations"), "meterhouse", "");
                Statement statement = operations.createStatement();
                ResultSet step = statement.executeQuery(
                        "select write_count from batch_step_execution where step_name = 'readEvents' and status = 'FAILED'")) {
            step.next();
            return step.getLong(1);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** The table becomes a view that ends its own connection at a row. */
    private void breakAfter(int row) {
        database.execute("alter table audit_logs rename to events");
        database.execute("""
                create function break_at(n integer) returns text language plpgsql volatile as $$
                begin
                    if n = %d then
                        perform pg_terminate_backend(pg_backend_pid());
                        perform pg_sleep(10);
                    end if;
                    return null;
                end $$""".formatted(row));
        database.execute("""
                insert into events (id, action, resource_type, created_at)
                select gen_random_uuid(), 'LOGIN', 'AUTH', timestamptz '2026-10-02 00:00:00+00' + n * interval '1 second'
                from generate_series(1, 1000) as n""");
        database.execute("""
                create view audit_logs as
                select id, user_id, action, resource_type, resource_id, old_values, new_values, ip_address, user_agent, session_id,
                    success, break_at(extract(epoch from created_at - timestamptz '2026-10-02 00:00:00+00')::integer)
                        as error_message,
                    metadata, created_at
                from events
                order by created_at, id""");
    }

    @Test
    void anotherLogIsRefusedUntilItIsConfirmed() {
        LiteMaasTable table = new LiteMaasTable(database);
        table.event(1, "2026-10-01 10:00:00+00", "LOGIN");
        home.loadNew();
        PostgresServer.Database other = PostgresServer.database();
        new LiteMaasTable(other).event(2, "2026-10-01 10:00:00+00", "LOGIN");
        home.settings(AuditHome.postgres(other, "litemaas"));

        assertThat(home.loadNew().failure())
                .startsWith(
                        "This warehouse was filled from the audit log at %s audit_logs, and the settings name %s audit_logs."
                                .formatted(database.url(), other.url()));
        assertThat(home.logs()
                        .loadNew(home.lease(), "run", AuditLogs.Address.ACCEPTED)
                        .loaded())
                .isEqualTo(1);
        assertThat(home.loadNew().failure()).isNull();
    }

    @Test
    void theSameTableAsAnotherShapeIsRefusedForItsEventsWouldBeThereTwice() {
        PostgresServer.Database sqlite = operationsCentre();
        home.settings(shaped(sqlite, "generic"));
        assertThat(home.loadNew().loaded()).isEqualTo(3);
        home.settings(shaped(sqlite, "ops-center"));

        assertThat(home.loadNew().failure())
                .isEqualTo(
                        "This warehouse was filled from the audit log at %1$s audit_logs as generic, and the settings name %1$s audit_logs as ops-center. The id of an event begins with its shape, so events that are loaded already would be there twice. Set meterhouse.audit-logs.shape back to generic and name what differs in meterhouse.audit-logs.columns, or use another home. Only if it is another log, of which no event is loaded, confirm with '%2$s'."
                                .formatted(
                                        sqlite.url(),
                                        ShellCommand.of(
                                                "backfill --source audit-logs --from DAY --to DAY --accept-new-address")));
        assertThat(eventIds()).containsExactly("generic:1", "generic:2", "generic:3");

        home.settings(shaped(sqlite, "generic"));
        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(3, 0, 3, List.of(), null));
    }

    @Test
    void aHomeThatRecordedNoShapeIsKnownByTheEventsThatWereLoaded() {
        PostgresServer.Database sqlite = operationsCentre();
        home.settings(shaped(sqlite, "generic"));
        home.loadNew();
        recordAddress(sqlite.url() + " audit_logs");

        home.settings(shaped(sqlite, "ops-center"));
        assertThat(home.loadNew().failure())
                .startsWith(
                        "This warehouse was filled from the audit log at %1$s audit_logs as generic, and the settings name %1$s audit_logs as ops-center."
                                .formatted(sqlite.url()));
        assertThat(recordedAddresses()).containsExactly(sqlite.url() + " audit_logs");

        home.settings(shaped(sqlite, "generic"));
        assertThat(home.loadNew().failure()).isNull();
        assertThat(recordedAddresses()).containsExactly(sqlite.url() + " audit_logs as generic");
    }

    @Test
    void aHomeThatRecordedNoShapeAndLoadedNothingTakesAnyShape() {
        PostgresServer.Database sqlite = operationsCentre();
        recordAddress(sqlite.url() + " audit_logs");
        home.settings(shaped(sqlite, "ops-center"));

        assertThat(home.loadNew().loaded()).isEqualTo(3);
        assertThat(recordedAddresses()).containsExactly(sqlite.url() + " audit_logs as ops-center");
    }

    /** A table that both shapes can read. */
    private PostgresServer.Database operationsCentre() {
        PostgresServer.Database sqlite = PostgresServer.Database.sqlite(folder.resolve("ops.db"));
        sqlite.execute(
                "create table audit_logs (id integer primary key, timestamp text, user_id text, action text, resource_type text, resource_id text, result text, metadata text)");
        sqlite.execute(
                "insert into audit_logs (timestamp, user_id, action, result) values ('2026-10-01 10:00:00', 'ann', 'auth.login', 'success'), ('2026-10-01 11:00:00', 'ann', 'data.export', 'success'), ('2026-10-02 10:00:00', 'bob', 'auth.login', 'failure')");
        return sqlite;
    }

    private static AuditLogProperties shaped(PostgresServer.Database sqlite, String shape) {
        Map<String, String> columns = "generic".equals(shape)
                ? Map.of("metadata", "metadata")
                : Map.of("user-name", "", "error", "", "address", "", "agent", "", "session", "");
        return AuditHome.properties(sqlite.url(), null, null, shape, columns, "UTC");
    }

    private List<String> eventIds() {
        return home.query("select event_id as line from star.fact_audit_event order by event_id");
    }

    private List<String> recordedAddresses() {
        return home.query("select base_url as line from ops.source where source = 'audit-logs'");
    }

    /** As an older version did. */
    private void recordAddress(String address) {
        home.lease()
                .writer()
                .run(
                        "load/source",
                        Map.of(
                                "source",
                                "audit-logs",
                                "base_url",
                                address,
                                "recorded_at",
                                LocalDateTime.of(2026, 10, 20, 3, 0)));
    }

    private List<String> ledger() {
        return home.query(
                "select usage_date || ' ' || state || ' ' || attempt_count || ' ' || coalesce(last_error, '-') as line from ops.day_status where source = 'audit-logs' order by usage_date");
    }
}

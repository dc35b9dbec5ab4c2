package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.AuditTrail;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A person is erased from a home that names the person wherever a home can. */
class EraseUserCommandTests extends AtATerminal {

    private static final String ZOE = "u-zoë-17";
    private static final String ADDRESS = "zoë.ångström@example.org";
    private static final String NAME = "Zoë Ångström";
    private static final List<String> TRACES =
            List.of("ångström", "zoë", "angstrom", "u-zo", "zo%c3%ab", "zo\\u00eb", "\\u00e5ngstr", "a\u030angstro");
    private static final String SUMS = """
            select (select count(distinct user_id) from star.dim_user) as users,
                (select sum(request_count) from star.fact_usage_daily) as requests,
                (select sum(spend_usd) from star.fact_usage_daily) as spend,
                (select count(*) from star.fact_request) as logged,
                (select count(*) from star.fact_audit_event) as events,
                (select string_agg(line, '; ' order by line) from (
                    select concat_ws(' ', usage_date, team_id, model_name, sum(request_count), sum(spend_usd)) as line
                    from marts.usage group by usage_date, team_id, model_name)) as by_team_and_model
            """;

    private static final String USERS = "user_id,email,name,role,team,organisation,tier,department";

    private Path home() {
        return installation.resolve("data");
    }

    @Test
    void whoeverIsErasedIsNowhereInTheHomeAndFiguresStay() throws Exception {
        try (StandInGateway gateway = gateway()) {
            load();
            String sums = answer(SUMS);
            assertThat(new SearchedHome(home(), TRACES).found())
                    .anyMatch(place -> place.startsWith("landing/litellm/") && place.endsWith("(gzip)"))
                    .anyMatch(place -> place.startsWith("landing/litellm-directory/"))
                    .anyMatch(place -> place.startsWith("landing/litellm-audit/"))
                    .anyMatch(place -> place.startsWith("landing/directory-csv/"))
                    .anyMatch(place -> place.endsWith(".pdf (page)"))
                    .anyMatch(place -> place.endsWith(".csv (bytes)"))
                    .anyMatch(place -> place.startsWith("reports/") && place.endsWith("(name)"))
                    .contains(
                            "warehouse/meterhouse.duckdb (bytes)",
                            "warehouse/meterhouse.duckdb.version-1 (bytes)",
                            "published/meterhouse.duckdb (bytes)",
                            "published/meterhouse.duckdb (dim_user)",
                            "published/meterhouse.duckdb (fact_audit_event)",
                            "published/meterhouse.duckdb (fact_storage_daily)",
                            "published/meterhouse.duckdb (dim_budget)",
                            "published/meterhouse.duckdb (dim_cost_centre)",
                            "published/meterhouse.duckdb (run)",
                            "operations/operations.mv.db (BATCH_STEP_EXECUTION)",
                            "logs/meterhouse.log (bytes)",
                            "logs/meterhouse.2026-11-20.0.log.gz (gzip)");

            Spoken shown = run("erase-user", ADDRESS);
            assertThat(shown.exitCode()).as(shown.remarks()).isZero();
            assertThat(shown.answer())
                    .contains(
                            "Would be replaced wherever it stands: '" + ZOE + "'.",
                            "Would be replaced wherever it stands: '" + ADDRESS + "'.",
                            "Would be replaced wherever it stands: '" + NAME + "'.",
                            "in star.dim_user.user_id.",
                            "folders in landing.",
                            "1 edition in reports.",
                            "To be edited by hand: " + installation.resolve("config/budgets.csv") + " line 2.");
            assertThat(shown.remarks()).contains("Nothing was erased. Run the same command with --yes to erase it.");
            assertThat(answer(SUMS)).isEqualTo(sums);
            assertThat(Files.exists(home().resolve("landing/erased-persons.json")))
                    .isFalse();

            Spoken erased = run("erase-user", ADDRESS, "--yes");
            assertThat(erased.exitCode()).as(erased.remarks()).isEqualTo(3);
            assertThat(erased.remarks())
                    .contains(
                            "persons: a person, who is erased-",
                            "Not erased: " + installation.resolve("config/budgets.csv")
                                    + " line 2: it still names the person. ",
                            "Not erased: " + installation.resolve("config/cost_centres.csv")
                                    + " line 2: it still names the person. ",
                            "Not erased: " + installation.resolve("users.csv") + " line 2: it still names the person. ")
                    .doesNotContainIgnoringCase("ngstr", "zoë", " failed: ");
            assertThat(new SearchedHome(home(), TRACES).found()).isEmpty();
            try (Stream<Path> reports = Files.walk(home().resolve("reports"))) {
                assertThat(reports.filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString()))
                        .containsExactly("erased.txt");
            }
            assertThat(answer(SUMS)).isEqualTo(sums);
            assertThat(run("check").exitCode()).isZero();

            Spoken again = backfill();
            assertThat(again.exitCode()).as(again.remarks()).isZero();
            assertThat(answer(SUMS)).isEqualTo(sums);
            assertThat(new SearchedHome(home(), TRACES).found())
                    .as("what the books brought in lies in blocks of the file that nobody uses")
                    .allMatch(place -> place.matches("(warehouse|published)/meterhouse.duckdb \\(bytes\\)"));

            editTheBooks();
            Spoken finished = run("erase-user", ADDRESS, "--yes");
            assertThat(finished.exitCode()).as(finished.remarks()).isZero();
            assertThat(finished.remarks()).contains("persons: nothing named the person any more.");
            Spoken rebuilt = run("rebuild");
            assertThat(rebuilt.exitCode()).as(rebuilt.remarks()).isZero();
            assertThat(answer(SUMS)).isEqualTo(sums);
            assertThat(new SearchedHome(home(), TRACES).found()).isEmpty();
        }
    }

    private StandInGateway gateway() throws IOException {
        List<UsageRow> rows = new ArrayList<>();
        for (int day = 20; day <= 21; day++) {
            rows.add(row(LocalDate.of(2026, 11, day), hash(1), ZOE, 3L * day));
            rows.add(row(LocalDate.of(2026, 11, day), hash(2), "u-bo-18", 2L * day));
        }
        GatewayDirectory directory = new GatewayDirectory(
                List.of(user(ZOE, ADDRESS, NAME), user("u-bo-18", "bo@example.org", "Bo Berg")),
                List.of(key(hash(1), "Zoe Angstrom's notebook", ZOE), key(hash(2), "bo", "u-bo-18")),
                List.of(),
                List.of(new GatewayDirectory.Team(
                        "team-1", "Research", List.of(ZOE, "u-bo-18"), null, 0, CREATED, CREATED)),
                List.of());
        AuditTrail trail = new AuditTrail();
        trail.add(new AuditTrail.Entry(
                "a-1",
                Instant.parse("2026-11-20T10:00:00Z"),
                ZOE,
                hash(1),
                "updated",
                "LiteLLM_VerificationToken",
                hash(2),
                "{\"user_id\":\"u-bo-18\",\"key_alias\":\"lent to zo\\u00eb.\\u00e5ngstr\\u00f6m@example.org\"}",
                "{\"user_id\":\"u-bo-18\",\"key_alias\":\"bo\"}"));
        StandInGateway gateway = StandInGateway.start(
                GatewayScript.of(UsageRows.of(rows), directory).withAuditTrail(trail));
        environment.put("METERHOUSE_LITELLM_BASEURL", gateway.baseUri().toString());
        environment.put("METERHOUSE_LITELLM_APIKEY", gateway.apiKey());
        environment.put("METERHOUSE_LITELLM_RETRYDELAY", "1ms");
        environment.put("METERHOUSE_ACCESSLOGS_FILES", "access.log");
        environment.put("METERHOUSE_AUDITLOGS_LITELLM", "on");
        environment.put("METERHOUSE_DIRECTORY_CSV", "users.csv");
        return gateway;
    }

    /** Two days of everything, reports, logs, and what a failed night and an older program leave. */
    private void load() throws IOException, SQLException {
        run("--help");
        write(
                "config/budgets.csv",
                "scope,scope_id,period,fiscal_start_month,soft_amount,hard_amount,currency,valid_from,valid_to",
                "user," + ZOE + ",month,,10,20,USD,,");
        write(
                "config/cost_centres.csv",
                "code,name,owner_email,ledger_account,organisation",
                "4711,Science," + ADDRESS + ",620100,");
        write("config/storage.csv", "day,name,owner,owner_id,bytes", "2026-11-20,notebooks,user," + ADDRESS + ",1000");
        write("users.csv", USERS, "z17," + ADDRESS + ",\"Ångström, Zoë\",,team-1,,,Physics");
        write(
                "access.log",
                "203.0.113.7 - " + ADDRESS
                        + " [20/Nov/2026:09:00:00 +0000] \"POST /v1/chat/completions HTTP/1.1\" 200 5 \"-\" \"curl/8\"",
                "203.0.113.8 - u-bo-18 [20/Nov/2026:09:01:00 +0000] \"GET /users/Zo%C3%AB.%C3%85ngstr%C3%B6m/keys HTTP/1.1\" 200 5 \"-\" \"curl/8\"");
        Spoken loaded = backfill();
        assertThat(loaded.exitCode()).as(loaded.remarks()).isZero();
        Spoken rendered = run(
                "report",
                "finance",
                "--from",
                "2026-11-20",
                "--to",
                "2026-11-21",
                "--format",
                "pdf,csv",
                "--filter",
                "user=" + ZOE);
        assertThat(rendered.exitCode()).as(rendered.remarks()).isZero();
        Path warehouse = home().resolve("warehouse/meterhouse.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + warehouse);
                Statement statement = connection.createStatement()) {
            statement.execute("update ops.run set error = 'LiteLLM refused the user %s.'".formatted(ZOE));
        }
        Files.copy(warehouse, home().resolve("published/meterhouse.duckdb"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(warehouse, warehouse.resolveSibling("meterhouse.duckdb.version-1"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + home().resolve("operations/operations"), "meterhouse", "");
                Statement statement = connection.createStatement()) {
            statement.execute("update BATCH_STEP_EXECUTION set EXIT_MESSAGE = 'refused: %s'".formatted(ADDRESS));
        }
        Files.writeString(
                home().resolve("logs/meterhouse.log"),
                "2026-11-21 WARN LiteLLM refused /user/info?user_id=u-zo%C3%AB-17\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        try (OutputStream log =
                new GZIPOutputStream(Files.newOutputStream(home().resolve("logs/meterhouse.2026-11-20.0.log.gz")))) {
            log.write(("2026-11-20 WARN " + NAME + " is unknown\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private Spoken backfill() throws IOException {
        return run("backfill", "--from", "2026-11-20", "--to", "2026-11-21");
    }

    private void editTheBooks() throws IOException {
        for (String book : List.of("config/budgets.csv", "config/cost_centres.csv", "config/storage.csv")) {
            Path file = installation.resolve(book);
            Files.write(file, Files.readAllLines(file).subList(0, 1));
        }
        write("users.csv", USERS, "u-bo-18,bo@example.org,Bo Berg,,team-1,,,Physics");
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(installation.resolve(file), String.join("\n", lines) + "\n");
    }

    private String answer(String query) throws IOException {
        Spoken answered = run("sql", query, "--format", "csv");
        assertThat(answered.exitCode()).as(answered.remarks()).isZero();
        return answered.answer();
    }

    private static final String CREATED = "2026-10-01T08:00:00.000000Z";

    private static String hash(int number) {
        return HexFormat.of().toHexDigits(number).repeat(8);
    }

    private static GatewayDirectory.User user(String id, String email, String alias) {
        return new GatewayDirectory.User(id, email, alias, "internal_user", List.of("team-1"), 0, 1, CREATED, CREATED);
    }

    private static GatewayDirectory.Key key(String token, String alias, String user) {
        return new GatewayDirectory.Key(
                token,
                "sk-...abcd",
                alias,
                user,
                "team-1",
                0,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                CREATED,
                CREATED,
                null);
    }

    private static UsageRow row(LocalDate day, String key, String user, long requests) {
        return new UsageRow(
                "%s|%s".formatted(day, key),
                user,
                day,
                key,
                "openai/gpt-4o",
                "gpt-4o",
                "openai",
                "",
                "/chat/completions",
                100 * requests,
                10 * requests,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0.001 * requests,
                requests,
                requests,
                0,
                20 * requests,
                requests);
    }
}

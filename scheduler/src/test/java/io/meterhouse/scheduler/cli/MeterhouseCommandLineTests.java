package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.AuditTrail;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person at a terminal sees: answers, remarks and exit codes. */
class MeterhouseCommandLineTests extends AtATerminal {
    @Test
    void aKeyOnTheCommandLineIsTakenAndWarnedOfInOneLineThatDoesNotShowIt() throws IOException {
        for (String name : List.of("api-key", "apiKey", "api_key")) {
            Spoken spoken = run("status", "--meterhouse.litellm." + name + "=sk-shown");

            assertThat(spoken.remarks().lines())
                    .as(name)
                    .startsWith(
                            "Warning: other users of this machine can see meterhouse.litellm.%s on the command line; set METERHOUSE_LITELLM_APIKEY or write it in config/application.yaml."
                                    .formatted(name));
            assertThat(spoken.remarks()).doesNotContain("sk-shown");
        }
        environment.put("METERHOUSE_LITELLM_APIKEY", "sk-hidden");
        assertThat(run("status").remarks()).doesNotContain("Warning");
    }

    @Test
    void everySecretOnTheCommandLineIsWarnedOf() throws IOException {
        Map<String, String> instead = new LinkedHashMap<>();
        instead.put("spring.mail.password", "set SPRING_MAIL_PASSWORD or ");
        instead.put("meterhouse.operators.webhook-url", "set METERHOUSE_OPERATORS_WEBHOOKURL or ");
        instead.put("meterhouse.audit-logs.jdbc-url", "set METERHOUSE_AUDITLOGS_JDBCURL or ");
        instead.put(
                "meterhouse.directory.keycloak.client-secret", "set METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTSECRET or ");
        instead.put("meterhouse.litellm.headers.x-pass", "");
        List<String> arguments = new ArrayList<>(List.of("status", "--meterhouse.litellm.base-url=http://proxy"));
        instead.keySet().forEach(name -> arguments.add("--" + name + "=shown"));

        assertThat(run(arguments.toArray(String[]::new)).remarks().lines().filter(line -> line.startsWith("Warning")))
                .containsExactlyElementsOf(instead.entrySet().stream()
                        .map(setting ->
                                "Warning: other users of this machine can see %s on the command line; %swrite it in config/application.yaml."
                                        .formatted(setting.getKey(), setting.getValue()))
                        .toList());
    }

    @Tag("long")
    @Test
    void aRefusedDirectoryEndpointEndsWithExitCodeThreeAndItsNameOnTheLastLines() throws IOException {
        Faults faults = Faults.always(
                request -> request.path().equals("/model/info"),
                new Fault.OtherAnswer(403, "application/json", Map.of(), "{}"));
        try (StandInGateway gateway = gateway(faults)) {
            Spoken backfill = run("backfill", "--from", "2026-11-20", "--to", "2026-11-21");

            assertThat(backfill.exitCode()).isEqualTo(3);
            List<String> lines = backfill.remarks().lines().toList();
            assertThat(lines.subList(lines.size() - 2, lines.size()))
                    .satisfiesExactly(
                            warning -> assertThat(warning)
                                    .startsWith(
                                            "Warning: Users, keys, teams and models stay as they were. LiteLLM at %s refused the key for /model/info (HTTP 403)."
                                                    .formatted(gateway.baseUri())),
                            published -> assertThat(published).startsWith("Published snapshot S-"));
            assertThat(run("status").answer())
                    .contains("gaps        2 days loaded, 0 failed: Users, keys, teams and models stay as they were.");
        }
    }

    @Test
    void theDemoRunsEverythingAndItsThreeCommandsWorkAsPasted() throws IOException {
        Spoken demo = run("demo");

        assertThat(demo.remarks())
                .contains("litellm: 90 days loaded, 0 failed.", "access-logs: ", "audit-logs: ", "usage-feed: ");
        assertThat(demo.exitCode()).isZero();
        String home = "--meterhouse.home=" + installation.resolve("data/demo");
        assertThat(demo.answer()).contains("The demo is ready.");
        try (Stream<Path> mails = Files.list(installation.resolve("data/demo/outbox"))) {
            assertThat(mails.map(mail -> mail.getFileName().toString().replaceAll("^[^_]*_|_2(?=[.]eml$)", "")))
                    .containsExactlyInAnyOrder(
                            "finance_finance@example.org.eml",
                            "finance_finance@example.org.eml",
                            "usage_platform@example.org.eml",
                            "operations_platform@example.org.eml",
                            "optimizer_finance@example.org.eml",
                            "statement_customer-service@example.org.eml",
                            "statement_research@example.org.eml");
        }
        for (String rendered : List.of("finance", "usage", "operations", "optimizer", "statement")) {
            try (Stream<Path> files =
                    Files.walk(installation.resolve("data/demo/reports").resolve(rendered))) {
                assertThat(files.map(Path::toString)
                                .filter(file -> !file.contains("/rows/") && !file.endsWith("manifest.json"))
                                .map(file -> file.replaceAll("^.*\\.", "")))
                        .contains("pdf", "csv", "xlsx", "json");
            }
        }
        List<List<String>> tried = demo.answer()
                .lines()
                .dropWhile(line -> !line.equals("Try:"))
                .skip(1)
                .map(MeterhouseCommandLineTests::asPasted)
                .toList();
        assertThat(tried).hasSize(3);
        List<String> answers = new ArrayList<>();
        for (List<String> words : tried) {
            Spoken answered = run(words.subList(1, words.size()).toArray(String[]::new));
            assertThat(answered.exitCode()).as(answered.remarks()).isZero();
            answers.add(answered.answer());
        }
        assertThat(answers.get(0)).contains("Customer service", "620300", "(unassigned)");
        assertThat(answers.get(1))
                .contains("cost_centre", "4400", "organisation", "products", "(all)", "green", "warning", "danger");
        assertThat(answers.get(2)).contains("starter", "professional", "red");
        Spoken status = run("status", home);
        assertThat(status.exitCode()).isZero();
        assertThat(status.answer())
                .contains("data through 2026-11-21")
                .contains("90 days loaded, 0 failed; ")
                .contains("2026-08                             ########")
                .contains("2026-11      ##################+++");
        Spoken sql = run(
                "sql",
                "select count(*) as days from marts.usage_by_day(date '2026-10-01', date '2026-10-31')",
                "--format",
                "csv",
                home);
        assertThat(sql.answer()).isEqualTo("days\r\n31\r\n");
        Spoken report = run("report", "finance", "--period", "last-month", home);
        assertThat(report.exitCode()).isZero();
        assertThat(report.answer().lines()).hasSize(27).allMatch(file -> Files.exists(Path.of(file)));
        Spoken focus = run("report", "focus", "--period", "last-month", home);
        assertThat(focus.remarks()).isEmpty();
        assertThat(focus.exitCode()).isZero();
        assertThat(focus.answer().lines()).hasSize(3).allMatch(file -> Files.exists(Path.of(file)));
        Spoken german = run(
                "report", "operations", "--period", "last-month", "--format", "xlsx,json", "--language", "de", home);
        assertThat(german.answer().lines()).hasSize(2).allMatch(file -> Files.exists(Path.of(file)));
        for (Spoken rendered : List.of(report, german)) {
            Path edition =
                    Path.of(rendered.answer().lines().findFirst().orElseThrow()).getParent();
            Spoken verified = run("report", "--verify", edition.toString());
            assertThat(verified.answer()).startsWith("All ").contains(" files of " + edition);
            assertThat(verified.exitCode()).isZero();
            Files.delete(edition.resolve("rows").resolve("coverage.parquet"));
            Spoken damaged = run("report", "--verify", edition.toString());
            assertThat(damaged.answer()).startsWith("rows/coverage.parquet is missing.");
            assertThat(damaged.remarks()).contains("is not what its kept rows say");
            assertThat(damaged.exitCode()).isEqualTo(4);
        }
        Spoken check = run("check", home);
        assertThat(check.exitCode()).isZero();
        assertThat(check.answer().lines()).hasSameSizeAs(allChecks()).allMatch(line -> line.startsWith("ok "));
        Spoken priced = run(
                "sql",
                "select min(priced_share) >= 0 as one, count(list_cost_usd) > 10 as most from marts.list_versus_paid_price(date '2026-10-01', date '2026-10-31')",
                "--format",
                "csv",
                home);
        assertThat(priced.answer()).isEqualTo("one,most\r\ntrue,true\r\n");
        Spoken allocated = run(
                "sql",
                "select sum(infrastructure_usd)::decimal(18, 2) as shared_usd, count(*) > 1 as several from (select infrastructure_usd from marts.cost_by_service(date '2026-10-01', date '2026-10-31') union all select infrastructure_usd from marts.unallocated_cost(date '2026-10-01', date '2026-10-31') where dimension = 'service')",
                "--format",
                "csv",
                home);
        assertThat(allocated.answer()).isEqualTo("shared_usd,several\r\n4840.00,true\r\n");
        assertThat(run("status", "--max-age", "26h", home).exitCode()).isZero();
        assertThat(run("status", "--format", "json", home).answer()).contains("\"data_through\" : \"2026-11-21\"");
        assertThat(run("sql", "delete from star.dim_user", home).exitCode()).isEqualTo(2);
    }

    /** The words of a line as a shell takes them. */
    private static List<String> asPasted(String line) {
        return Pattern.compile("(?:\"[^\"]*\"|'[^']*'|\\S)+")
                .matcher(line)
                .results()
                .map(word -> word.group().replaceAll("\"([^\"]*)\"|'([^']*)'", "$1$2"))
                .toList();
    }

    @Test
    @Tag("long")
    void aFinalMonthIsClosedOnceAndOneThatIsNotFinalIsAWrongRequest() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            run("backfill", "--from", "2026-10-01", "--to", "2026-11-02");
        }

        Spoken closed = run("close", "2026-10");
        assertThat(closed.exitCode()).as(closed.remarks()).isZero();
        assertThat(closed.remarks()).contains("2026-10 closed").contains("its metered spend was booked");
        assertThat(run("close", "2026-10").remarks()).contains("2026-10 is closed already; nothing was changed.");

        Spoken refused = run("close", "2026-11");
        assertThat(refused.exitCode()).isEqualTo(2);
        Spoken noMonth = run("close", "October");
        assertThat(noMonth.exitCode()).isEqualTo(2);
        assertThat(noMonth.remarks()).contains("'October' is no month; a month is written like 2026-09");
    }

    @Test
    @Tag("long")
    void daysArePricedAgainByTheBookAndABookThatIsWrongIsAWrongConfiguration() throws IOException {
        Path book = installation.resolve("config/price_book.csv");
        String header = Files.readAllLines(Path.of("../config/price_book.csv")).stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        try (StandInGateway gateway = gateway(Faults.none())) {
            run("backfill", "--from", "2026-11-01", "--to", "2026-11-02");
        }
        Files.writeString(book, header + "\n*,,1,1,,,,,,,,,,,\n");

        Spoken look = run("reprice", "--from", "2026-11-01", "--to", "2026-11-02", "--dry-run");
        assertThat(look.exitCode()).as(look.remarks()).isZero();
        assertThat(look.answer()).startsWith("usage_month").contains("2026-11");
        assertThat(look.remarks()).contains("2 days would change; nothing was.");

        Spoken reprice = run("reprice", "--from", "2026-11-01", "--to", "2026-11-02");
        assertThat(reprice.exitCode()).as(reprice.remarks()).isZero();
        assertThat(reprice.answer()).isEqualTo(look.answer());
        assertThat(reprice.remarks()).contains("rows of usage priced again.").contains("Published snapshot");
        assertThat(run("reprice", "--from", "2026-11-01", "--to", "2026-11-02", "--dry-run")
                        .answer())
                .endsWith("(0 rows)%n".formatted());

        Files.writeString(book, header + "\ngpt-4,,thirty\n");
        Spoken refused = run("reprice", "--from", "2026-11-01", "--to", "2026-11-02", "--dry-run");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks()).contains("price_book.csv line 2 is no price");
    }

    @Test
    @Tag("long")
    void aDayThatFailsIsNamedAndTheOthersArePublished() throws IOException {
        try (StandInGateway gateway = gateway(Faults.always(
                request -> request.parameter("start_date")
                        .filter("2026-11-03"::equals)
                        .isPresent(),
                Fault.serverError()))) {
            Spoken backfill = run("backfill", "--from", "2026-11-01", "--to", "2026-11-05");

            assertThat(backfill.exitCode()).isEqualTo(3);
            assertThat(backfill.remarks())
                    .contains("litellm: 4 days loaded, 1 failed.")
                    .contains("Not loaded: 2026-11-03.")
                    .contains("answered 500")
                    .contains("Published snapshot");
            assertThat(run("status").answer()).contains("2026-11      ##x##");
            assertThat(run("backfill", "--from", "2026-11-01", "--to", "2026-11-05", "--only", "failed", "--dry-run")
                            .answer())
                    .isEqualTo("litellm 2026-11-03%n".formatted());
            assertThat(run("check").exitCode()).isEqualTo(3);
        }
    }

    @Test
    @Tag("long")
    void todayIsMarkedPartialAndTheSameDaysCanBeRebuiltWithoutTheSource() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            assertThat(run("backfill", "--from", "2026-11-20", "--to", "2026-11-21")
                            .exitCode())
                    .isZero();
            Spoken refresh = run("refresh-today");
            assertThat(refresh.remarks()).contains("litellm: 1 day loaded, 0 failed.");
            assertThat(refresh.exitCode()).isZero();
        }
        environment.clear();
        assertThat(run("status").answer()).contains("2026-11                         ++p");
        Spoken rebuild = run("rebuild");
        assertThat(rebuild.remarks()).contains("litellm: 3 days loaded, 0 failed.");
        assertThat(rebuild.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    backfill --from 2026-11-05 --to 2026-11-01 | is after --to
                    backfill --from 2026-11-05 --to 2026-12-24 | lies in the future
                    backfill --from 2026-11-05                 | --to is missing
                    backfill --from 5.11.2026 --to 2026-11-06  | 5.11.2026
                    nightly --as-of 2027-01-01                 | lies in the future
                    nightly                                    | No source is configured
                    report finance                             | --period
                    report finances --period last-month        | There is no report 'finances'
                    report finance --period last-decade        | There is no period 'last-decade'
                    report finance --period yesterday --format doc | There is no format 'doc'
                    report finance --period yesterday --filter colour=red | names no known dimension
                    report finance --period yesterday --language tlh | There are no texts in the language 'tlh'
                    report --period yesterday                  | Say which report
                    report finance --verify reports            | Give either a report or --verify
                    report --verify no-such-folder             | Give the folder of one edition
                    status --max-age soon                      | is not a time
                    dance                                      | dance
                    """)
    void wrongUsageIsExplainedInOneParagraph(String command, String explanation) throws IOException {
        Spoken spoken = run(command.split(" "));

        assertThat(spoken.exitCode()).isEqualTo(2);
        assertThat(spoken.remarks()).startsWith("Error: ").contains(explanation).doesNotContain("\tat ");
        assertThat(spoken.answer()).isEmpty();
    }

    @Test
    void everyProblemOfTheSettingsIsReportedAtOnce() throws IOException {
        environment.put("METERHOUSE_LITELLM_BASEURL", "litellm:4000");
        environment.put("METERHOUSE_LITELLM_PAGESIZE", "2000");
        environment.put("METERHOUSE_LITELLM_COLOUR", "red");
        environment.put("METERHOUSE_PUBLISHED_GROUP", "no-such-group");
        environment.put("METERHOUSE_PUBLISHED_PERSONS", "some");
        environment.put("METERHOUSE_PRIVACY_PEPPER", "short-secret");
        Spoken spoken = run(
                "nightly", "--meterhouse.warehouse.threads=none", "--meterhouse.litellm.headers.Host=litellm.internal");

        assertThat(spoken.exitCode()).isEqualTo(2);
        assertThat(spoken.remarks())
                .contains("api-key is not")
                .contains("base-url is 'litellm:4000'")
                .contains("page-size is 2000")
                .contains("meterhouse.litellm.headers.Host cannot be sent")
                .contains("There is no setting METERHOUSE_LITELLM_COLOUR")
                .contains("'none'")
                .contains("meterhouse.published.persons cannot be 'some'")
                .contains("pepper is shorter than 16 characters")
                .doesNotContain("short-secret");
        environment.remove("METERHOUSE_PUBLISHED_PERSONS");
        assertThat(run("nightly").remarks())
                .contains("meterhouse.published.group is 'no-such-group'; this machine knows no such group.");
    }

    @Test
    void aMissingConfigFolderIsNamed() {
        Spoken spoken = runAsItIs("status");

        assertThat(spoken.exitCode()).isEqualTo(2);
        assertThat(spoken.remarks()).contains("There is no readable").contains("application.yaml");
    }

    @Test
    void anUnreachableSourceFailsAndAWrongKeyIsWrongConfiguration() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            environment.put("METERHOUSE_LITELLM_APIKEY", "sk-another");
            Spoken refused = run("nightly");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.remarks()).contains("proxy_admin_viewer").doesNotContain("sk-another");
            environment.put("METERHOUSE_LITELLM_BASEURL", "http://127.0.0.1:9");
            Spoken unreachable = run("nightly");
            assertThat(unreachable.exitCode()).isEqualTo(1);
            assertThat(unreachable.remarks()).contains("http://127.0.0.1:9");
            Spoken doctor = run("doctor");
            assertThat(doctor.exitCode()).isEqualTo(2);
            assertThat(doctor.answer()).contains("WRONG           litellm");
        }
    }

    @Tag("long")
    @Test
    void aVersionThatLosesUsageIsSaidByDoctorByStatusAndOnTheReport() throws IOException {
        DemoUsage usage = DemoUsage.endingOn(NOVEMBER_21);
        String warning = "LiteLLM 1.81.9 can lose usage above 100 rows per flush before anybody can read it";
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(usage, usage.directory()).withVersion("1.81.9"))) {
            environment.put("METERHOUSE_LITELLM_BASEURL", gateway.baseUri().toString());
            environment.put("METERHOUSE_LITELLM_APIKEY", gateway.apiKey());
            assertThat(run("doctor").answer()).contains(warning);
            assertThat(run("backfill", "--from", "2026-11-20", "--to", "2026-11-21")
                            .exitCode())
                    .isZero();
        }
        assertThat(run("status").answer()).contains("Warning   " + warning);
        String report = run("report", "finance", "--from", "2026-11-20", "--to", "2026-11-21", "--format", "pdf")
                .answer()
                .strip();
        try (PDDocument document = Loader.loadPDF(Path.of(report).toFile())) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains(warning);
        }
    }

    @Test
    @Tag("long")
    void whereNobodyIsShownTheReportSaysSoInPlaceOfANumberOfUsers() throws IOException {
        environment.put("METERHOUSE_PUBLISHED_PERSONS", "none");
        try (StandInGateway gateway = gateway(Faults.none())) {
            run("backfill", "--from", "2026-11-18", "--to", "2026-11-21");
        }

        String report = run("report", "finance", "--from", "2026-11-20", "--to", "2026-11-21", "--format", "pdf")
                .answer()
                .strip();
        try (PDDocument document = Loader.loadPDF(Path.of(report).toFile())) {
            assertThat(new PDFTextStripper().getText(document)).contains("persons are not shown");
        }
    }

    @Test
    void doctorTellsAnAuditLogOfLiteLlmThatCanBeReadFromOneThatIsAbsentAndOneThatIsRefused() throws IOException {
        DemoUsage usage = DemoUsage.endingOn(NOVEMBER_21);
        GatewayScript without = GatewayScript.of(usage, usage.directory());
        assertThat(run("doctor").answer())
                .contains("not configured  litellm-audit set METERHOUSE_AUDITLOGS_LITELLM to on");
        environment.put("METERHOUSE_AUDITLOGS_LITELLM", "on");
        Spoken alone = run("doctor");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.remarks()).contains("meterhouse.audit-logs.litellm is on, but there is no LiteLLM");

        assertThat(doctorOf(without, "sk-stand-in-administrator").answer())
                .contains("absent          litellm-audit There is no audit log at ");
        GatewayScript with =
                without.withAuditTrail(new AuditTrail()).withCaller("sk-viewer", GatewayScript.Role.VIEWER, "viewer");
        Spoken readable = doctorOf(with, "sk-stand-in-administrator");
        assertThat(readable.exitCode()).isZero();
        assertThat(readable.answer()).containsPattern("ok {14}litellm-audit http://[^ ]+/audit can be read");
        Spoken refused = doctorOf(with, "sk-viewer");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.answer()).contains("WRONG           litellm-audit LiteLLM does not let the key ");
    }

    private Spoken doctorOf(GatewayScript script, String key) throws IOException {
        try (StandInGateway gateway = StandInGateway.start(script)) {
            environment.put("METERHOUSE_LITELLM_BASEURL", gateway.baseUri().toString());
            environment.put("METERHOUSE_LITELLM_APIKEY", key);
            return run("doctor");
        }
    }

    @Test
    void doctorTellsADirectoryThatCanBeReadFromOneThatIsWrong() throws IOException {
        assertThat(run("doctor").answer()).contains("not configured  directory     set METERHOUSE_DIRECTORY_CSV");
        Files.writeString(
                installation.resolve("users.csv"), "user_id,email,name,role,team,organisation\nu-1,,Ann,,,\n");
        environment.put("METERHOUSE_DIRECTORY_CSV", "users.csv");
        assertThat(run("doctor").answer()).contains("ok              directory     csv can be read from users.csv");

        environment.put("METERHOUSE_DIRECTORY_CSV", "nowhere.csv");
        Spoken wrong = run("doctor");
        assertThat(wrong.answer()).contains("WRONG           directory     Cannot read ");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void aDirectoryAloneIsNoSourceOfUsage() throws IOException {
        environment.put("METERHOUSE_DIRECTORY_CSV", "users.csv");

        assertThat(run("nightly").remarks()).contains("No source is configured");
    }

    @Test
    void whatIsWrongWithTheSettingsOfDirectoriesIsToldAtOnce() throws IOException {
        environment.put("METERHOUSE_DIRECTORY_LITEMAAS_JDBCURL", "jdbc:postgresql://meterhouse:hidden@db/litemaas");
        environment.put("METERHOUSE_DIRECTORY_KEYCLOAK_BASEURL", "keycloak.example.org");
        environment.put("METERHOUSE_DIRECTORY_LDAP_URL", "ldap://x");

        assertThat(run("nightly").remarks())
                .contains("meterhouse.directory.litemaas.jdbc-url holds a user or a password")
                .contains("meterhouse.directory.keycloak is set in part")
                .contains("meterhouse.directory.keycloak.base-url is no address")
                .contains("There is no setting METERHOUSE_DIRECTORY_LDAP_URL")
                .doesNotContain("hidden");
    }

    @Test
    void aDayThatIsNoneIsAnsweredInWords() throws IOException {
        Spoken noDay = run("backfill", "--from", "October", "--to", "2026-10-01");

        assertThat(noDay.exitCode()).isEqualTo(2);
        assertThat(noDay.remarks())
                .contains("Invalid value for option '--from': 'October' is no day; a day is written like 2026-09-30");
    }

    @Test
    @Tag("long")
    void accessLogsAloneAreASourceAndAPatternThatMeansNoFileIsAGap() throws IOException {
        Files.createDirectories(installation.resolve("logs"));
        String files = "--meterhouse.access-logs.files=logs/*.log";

        Spoken without = run("nightly", files);
        assertThat(without.exitCode()).isEqualTo(3);
        assertThat(without.remarks())
                .contains("Warning: No file matches logs/*.log. Correct meterhouse.access-logs.files.");

        Files.writeString(
                installation.resolve("logs/access.log"),
                "10.0.0.1 - - [21/Nov/2026:10:00:00 +0000] \"GET /v1/models HTTP/1.1\" 200 12 \"-\" \"curl/8\"\n");
        String home = "--meterhouse.home=" + installation.resolve("other");
        assertThat(run("doctor", files, home).answer().lines().toList())
                .contains("ok              access-logs   1 file matches logs/*.log")
                .last()
                .isEqualTo("Next: meterhouse nightly");
        Spoken with = run("nightly", files, home);
        assertThat(with.exitCode()).isZero();
        assertThat(with.remarks()).contains("access-logs: 1 request of 1 file of access logs; 0 lines rejected.");
    }

    @Test
    void doctorNamesTheNextCommandForANewHomeAndDoesNotMakeIt() throws IOException {
        Spoken doctor = run("doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.answer().lines().toList()).last().isEqualTo("Next: meterhouse demo");
        assertThat(doctor.answer()).contains("not configured  litellm").contains("the first run makes it");
        assertThat(installation.resolve("data")).doesNotExist();
    }

    @Test
    void everyCommandExplainsItself() throws IOException {
        for (String command : List.of(
                "demo",
                "nightly",
                "backfill",
                "refresh-today",
                "rebuild",
                "report",
                "status",
                "check",
                "sql",
                "doctor")) {
            Spoken help = run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.answer()).startsWith("Usage: meterhouse " + command);
        }
    }

    private static List<String> allChecks() throws IOException {
        try (InputStream names =
                MeterhouseCommandLineTests.class.getResourceAsStream("/warehouse/sql/checks/build-order.txt")) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}

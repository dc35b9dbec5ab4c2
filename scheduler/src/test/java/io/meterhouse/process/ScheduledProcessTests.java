package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.process.MeterhouseProcess.Outcome;
import io.meterhouse.scheduler.cli.MeterhouseCommandLine;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon in a process of its own, starting commands in processes of theirs. */
class ScheduledProcessTests {

    private static final int SIGTERM = 128 + 15;
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final String NEW_YEAR = "0 0 0 1 1 ? 2049";

    @TempDir
    Path folder;

    @Test
    void everyOtherCommandWorksBesideARunningDaemonWhichASignalEnds() throws Exception {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        try (StandInGateway gateway = gateway(yesterday, Faults.none());
                MeterhouseProcess daemon = schedule(gateway, "look", "status", NEW_YEAR)) {
            daemon.awaitRemark("look starts next at 2049-01-01T00:00:00Z");
            String month = yesterday.withDayOfMonth(1).minusMonths(1).toString().substring(0, 7);
            String day = yesterday.toString();

            assertThat(run(gateway, "nightly", "--meterhouse.litellm.first-day=" + day))
                    .isZero();
            assertThat(run(gateway, "refresh-today")).isZero();
            assertThat(run(gateway, "backfill", "--from", day, "--to", day, "--dry-run"))
                    .isZero();
            assertThat(run(gateway, "rebuild", "--from", day, "--to", day)).isZero();
            assertThat(run(gateway, "reprice", "--from", day, "--to", day)).isZero();
            assertThat(run(gateway, "close", month)).isEqualTo(2);
            assertThat(run(gateway, "report", "finance", "--from", day, "--to", day, "--format", "csv"))
                    .isZero();
            assertThat(run(gateway, "sql", "select 1")).isZero();
            assertThat(run(gateway, "check")).isZero();
            assertThat(run(gateway, "doctor")).isZero();
            assertThat(run(gateway, "status")).isZero();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .containsPattern(
                            "Schedule  running as process %d on \\S+, since 2\\S+Z; next look at 2049-01-01T00:00:00Z"
                                    .formatted(daemon.pid()));
            assertThat(run(gateway, "status", "--format", "json")).isZero();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("\"process_id\" : %d,".formatted(daemon.pid()), "\"look\" : \"2049-01-01T00:00:00Z\"");
            assertThat(run(gateway, "schedule")).isEqualTo(5);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("is running: process " + daemon.pid());

            daemon.terminate();
            Outcome end = daemon.end();
            assertThat(end.exitCode()).isEqualTo(SIGTERM);
            assertThat(end.remarks()).contains("Stopping; what runs ends after the days in flight.");
            assertThat(run(gateway, "status")).isZero();
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("Schedule  no schedule is running");
        }
    }

    @Test
    @Tag("long")
    void aCommandOutlivesADaemonThatWasKilledAndTheNextOneDoesNotStartItAgain() throws Exception {
        HeldRequests held = HeldRequests.ofDays(1, day -> true);
        try (StandInGateway gateway = gateway(LocalDate.parse("2026-08-31"), held)) {
            String night = "backfill --from 2026-08-01 --to 2026-08-01";
            long command;
            try (MeterhouseProcess daemon = schedule(gateway, "night", night, EVERY_SECOND)) {
                held.await();
                command = started(daemon.kill());
            }
            assertThat(run(gateway, "status")).isEqualTo(1);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("Schedule  no schedule is running");

            try (MeterhouseProcess next = schedule(gateway, "night", night, NEW_YEAR)) {
                next.awaitRemark("still runs as process %d, which an earlier schedule started".formatted(command));
                held.letGo();
                next.awaitRemark("has ended; its exit code is unknown");
                next.terminate();

                assertThat(next.end().remarks()).doesNotContain("started as process");
            }
            assertThat(logs())
                    .singleElement()
                    .satisfies(log -> assertThat(Files.readString(log))
                            .contains("1 day loaded, 0 failed.")
                            .contains("Published snapshot"));
        }
    }

    @Test
    @Tag("long")
    void twoDaemonsOfOneHomeOnOneDatabaseStartEachCommandOnceAndOneGoesOnWithoutTheOther() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = "--meterhouse.schedule.jdbc-url=jdbc:postgresql://localhost:%d/postgres"
                    .formatted(postgres.getPort());
            String user = "--meterhouse.schedule.username=postgres";
            String skip = "--meterhouse.schedule.jobs.look.misfire=skip";
            List<MeterhouseProcess> daemons = new ArrayList<>();
            try {
                for (int daemon = 0; daemon < 2; daemon++) {
                    daemons.add(schedule(Map.of(), "look", "status", EVERY_SECOND, url, user, skip));
                }
                for (MeterhouseProcess daemon : daemons) {
                    daemon.awaitRemark("look starts next at ");
                }
                MeterhouseProcess active = firstToSay("ended with exit code 1", daemons);
                MeterhouseProcess passive = daemons.get(1 - daemons.indexOf(active));
                String said = active.kill().remarks();
                tellOfDeath(postgres);
                passive.awaitRemark("ended with exit code 1");
                passive.terminate();
                String rest = passive.end().remarks();

                assertThat(Stream.of(said, rest).flatMap(ScheduledProcessTests::startedTimes))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .doesNotHaveDuplicates();
            } finally {
                daemons.forEach(MeterhouseProcess::close);
            }
            Files.writeString(MeterhouseProcess.home(folder).resolve("home-id"), "another");

            assertThat(run(Map.of(), "schedule", url, user)).isEqualTo(2);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("keeps the schedule of another home");
        }
    }

    /** Otherwise the living one would wait for 12 seconds before it takes the other for dead. */
    private static void tellOfDeath(EmbeddedPostgres postgres) throws Exception {
        try (Connection database = postgres.getPostgresDatabase().getConnection();
                Statement statement = database.createStatement()) {
            statement.execute("update qrtz_scheduler_state set last_checkin_time = 0");
        }
    }

    private static MeterhouseProcess firstToSay(String words, List<MeterhouseProcess> processes) throws Exception {
        return (MeterhouseProcess) CompletableFuture.anyOf(processes.stream()
                        .map(process -> CompletableFuture.supplyAsync(() -> {
                            try {
                                process.awaitRemark(words);
                                return process;
                            } catch (InterruptedException ended) {
                                throw new IllegalStateException(ended);
                            }
                        }))
                        .toArray(CompletableFuture<?>[]::new))
                .get();
    }

    private static Stream<String> startedTimes(String remarks) {
        return Pattern.compile("look of \\S+ started")
                .matcher(remarks)
                .results()
                .map(found -> found.group());
    }

    private static long started(Outcome outcome) {
        Matcher started = Pattern.compile("started as process (\\d+)").matcher(outcome.remarks());
        assertThat(started.find()).as(outcome.remarks()).isTrue();
        return Long.parseLong(started.group(1));
    }

    private static StandInGateway gateway(LocalDate last, Faults faults) throws IOException {
        DemoUsage usage = DemoUsage.endingOn(last);
        return StandInGateway.start(GatewayScript.of(usage, usage.directory()).withFaults(faults));
    }

    private MeterhouseProcess schedule(StandInGateway gateway, String job, String command, String cron)
            throws IOException {
        return schedule(environment(gateway), job, command, cron);
    }

    /** A daemon with this job, and none of those that are shipped. */
    private MeterhouseProcess schedule(
            Map<String, String> environment, String job, String command, String cron, String... more)
            throws IOException {
        String prefix = "--meterhouse.schedule.jobs.";
        List<String> words = new ArrayList<>(List.of(
                "schedule",
                "--meterhouse.monitoring.port=0",
                prefix + job + ".command=" + command,
                prefix + job + ".cron=" + cron,
                prefix + job + ".memory=512m"));
        Stream.of("nightly", "refresh-today", "weekly-finance", "weekly-operations", "retention")
                .map(shipped -> prefix + shipped + ".cron=-")
                .forEach(words::add);
        words.addAll(Arrays.asList(more));
        return MeterhouseProcess.start(folder, environment, words.toArray(String[]::new));
    }

    private static Map<String, String> environment(StandInGateway gateway) {
        return Map.of(
                "METERHOUSE_LITELLM_BASEURL",
                gateway.baseUri().toString(),
                "METERHOUSE_LITELLM_APIKEY",
                gateway.apiKey());
    }

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** In this process, which is another one than the daemon's all the same. */
    private int run(StandInGateway gateway, String... words) {
        return run(environment(gateway), words);
    }

    private int run(Map<String, String> variables, String... words) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("METERHOUSE_HOME", MeterhouseProcess.home(folder).toString());
        PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setProperty("meterhouse.installation", "..");
        try {
            return new MeterhouseCommandLine(all, all, environment, Clock.systemUTC()).run(words);
        } finally {
            System.clearProperty("meterhouse.installation");
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(MeterhouseProcess.home(folder).resolve("logs/schedule"))) {
            return files.sorted().toList();
        }
    }
}

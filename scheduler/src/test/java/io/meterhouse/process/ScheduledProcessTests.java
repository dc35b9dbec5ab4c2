package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.process.MeterhouseProcess.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon in a process of its own, starting commands in processes of theirs. */
class ScheduledProcessTests {

    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void aCommandIsStartedAtItsTimeInAProcessOfItsOwnAndASignalEndsTheDaemon() throws Exception {
        try (MeterhouseProcess daemon = schedule("look", "status", "* * * * * ?")) {
            daemon.awaitRemark("look starts next at ");
            daemon.awaitRemark("started as process ");
            daemon.awaitRemark("ended with exit code 1 after ");
            daemon.terminate();
            Outcome end = daemon.end();

            assertThat(end.exitCode()).isEqualTo(SIGTERM);
            assertThat(end.remarks()).contains("Stopping; what runs ends after the days in flight.");
            assertThat(Files.readString(logs().get(0))).contains("Nothing is published yet");
        }
    }

    @Test
    void aTimeThatWentByWhileNobodyWasThereIsMadeUpForOnce() throws Exception {
        String newYear = "0 0 0 1 1 ? 2049";
        try (MeterhouseProcess daemon = schedule("look", "status", newYear)) {
            daemon.awaitRemark("look starts next at 2049-01-01T00:00:00Z");
            daemon.kill();
        }
        try (Connection file = DriverManager.getConnection(
                        "jdbc:h2:file:" + MeterhouseProcess.home(folder).resolve("operations/schedule"),
                        "meterhouse",
                        "");
                Statement statement = file.createStatement()) {
            statement.execute("update qrtz_triggers set next_fire_time = 1767225600000");
            statement.execute("shutdown");
        }

        try (MeterhouseProcess daemon = schedule("look", "status", newYear)) {
            daemon.awaitRemark("look of ");
            daemon.awaitRemark("look starts next at 2049-01-01T00:00:00Z");
            daemon.awaitRemark("ended with exit code 1");
            daemon.terminate();

            assertThat(daemon.end().remarks().lines().filter(line -> line.contains("started as process")))
                    .hasSize(1);
        }
    }

    @Test
    void twoDaemonsOfOneHomeOnOneDatabaseStartEachCommandOnce() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            List<String> started = new ArrayList<>();
            try (MeterhouseProcess one = shared(url);
                    MeterhouseProcess other = shared(url)) {
                one.awaitRemark("look starts next at ");
                other.awaitRemark("look starts next at ");
                one.awaitRemark("ended with exit code 1");
                other.awaitRemark("ended with exit code 1");
                one.terminate();
                other.terminate();
                for (MeterhouseProcess daemon : List.of(one, other)) {
                    daemon.end()
                            .remarks()
                            .lines()
                            .filter(line -> line.contains("started as process"))
                            .map(line -> line.substring(0, line.indexOf(" started")))
                            .forEach(started::add);
                }
            }

            assertThat(started).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        }
    }

    private MeterhouseProcess shared(String url) throws IOException {
        return schedule("look", "status", "* * * * * ?", "--meterhouse.schedule.jdbc-url=" + url);
    }

    private MeterhouseProcess schedule(String job, String command, String cron, String... more) throws IOException {
        String prefix = "--meterhouse.schedule.jobs." + job + ".";
        List<String> words = new ArrayList<>(
                List.of("schedule", prefix + "command=" + command, prefix + "cron=" + cron, prefix + "memory=256m"));
        words.addAll(List.of(more));
        return MeterhouseProcess.start(folder, Map.of(), words.toArray(String[]::new));
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(MeterhouseProcess.home(folder).resolve("logs/schedule"))) {
            return new ArrayList<>(files.sorted().toList());
        }
    }
}

package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A home into which directories are read, night by night. */
final class DirectoryHome {

    private final Path folder;
    private final WarehouseHome home;
    private DirectoryProperties properties = DirectoryProperties.notConfigured();

    DirectoryHome(Path folder) {
        this.folder = folder;
        this.home = PreparedHome.in(folder.resolve("home"));
    }

    DirectoryHome with(UserListProperties userList) {
        properties = new DirectoryProperties(userList, properties.litemaas(), properties.keycloak());
        return this;
    }

    DirectoryHome with(LiteMaasProperties litemaas) {
        properties = new DirectoryProperties(properties.userList(), litemaas, properties.keycloak());
        return this;
    }

    DirectoryHome with(KeycloakProperties keycloak) {
        properties = new DirectoryProperties(properties.userList(), properties.litemaas(), keycloak);
        return this;
    }

    /** A list of users, in a file that is configured. */
    DirectoryHome withUsers(String lines) throws IOException {
        Files.writeString(folder.resolve("users.csv"), "user_id,email,name,role,team,organisation\n" + lines);
        return with(new UserListProperties("users.csv"));
    }

    Directories directories(String at) {
        return new Directories(home, properties, folder, () -> Set.of("department"), clock(at));
    }

    /** Reads every directory that is configured, at three in the morning. */
    RunResult night(String day) {
        return run(RunCommand.NIGHTLY, day);
    }

    RunResult run(RunCommand command, String day) {
        return run(command, day, List.of(directories(day)));
    }

    private RunResult run(RunCommand command, String day, List<Source> sources) {
        LocalDate yesterday = LocalDate.parse(day).minusDays(1);
        return new Runs(warehouse(day), sources, NightlyProperties.defaults(), clock(day))
                .run(
                        RunRequest.of(command, yesterday, yesterday, RunRequest.Selection.ALL),
                        RunProgress.UNWATCHED,
                        new StopSignal());
    }

    /** The same beside a LiteLLM that nobody answers for. */
    RunResult nightWithUsageAway(String day) {
        LiteLlmProperties away = new LiteLlmProperties(
                "litellm",
                "http://127.0.0.1:1",
                "sk-none",
                Map.of(),
                null,
                1000,
                1,
                null,
                3,
                null,
                Duration.ofSeconds(30),
                0,
                Duration.ofMillis(1));
        return run(RunCommand.NIGHTLY, day, List.of(directories(day), new DailyUsage(home, away, clock(day))));
    }

    /** LiteLLM's users, as its own directory lists them on a day. */
    void litellmLists(String day, String... idsWithAttributes) {
        try (Lease lease = warehouse(day).lease("test")) {
            DirectoryHistory history = new DirectoryHistory(lease.writer());
            history.observe(new DirectoryListing(
                    "litellm",
                    Instant.parse(day + "T02:00:00Z"),
                    Set.of("user"),
                    Arrays.stream(idsWithAttributes)
                            .map(user -> user.split(" ", 2))
                            .map(user -> new DirectoryListing.Entry("user", user[0], user[1].replace('\'', '"')))
                            .toList()));
            history.deriveVersions();
        }
    }

    /** Rows of a select without that word, their values apart by a blank, as the writer sees them. */
    List<String> answers(String query) {
        try (Lease lease = warehouse("2026-10-20").lease("test")) {
            return lease
                    .writer()
                    .table("select concat_ws(' ', *columns(*)) from (select " + query + ")")
                    .rows()
                    .stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        }
    }

    List<String> users() {
        return answers(
                "user_id, user_name, user_email, user_role, valid_from from star.dim_user where user_key > 0 order by all");
    }

    /** Everything that was landed, unpacked. */
    String landed() {
        try (Stream<Path> files = Files.walk(folder.resolve("home/landing"))) {
            return files.filter(Files::isRegularFile).map(DirectoryHome::text).collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Path folder() {
        return folder;
    }

    private static String text(Path file) {
        try (InputStream plain = Files.newInputStream(file);
                InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Warehouse warehouse(String day) {
        return new Warehouse(home, WarehouseProperties.defaults(), clock(day));
    }

    private static Clock clock(String day) {
        return Clock.fixed(Instant.parse(day + "T03:00:00Z"), ZoneOffset.UTC);
    }
}

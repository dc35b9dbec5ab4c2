package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backfill leaves when it does not come to its end, and what it does beside others. */
class TornOffBackfillTests {

    private static final LocalDate FIRST = Usage.DAY;

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void whatWasLoadedBeforeTheProxyWasGoneIsCheckedAndPublished() throws IOException {
        AtomicBoolean isGone = new AtomicBoolean();
        RunProgress watched = new RunProgress() {
            @Override
            public void loaded(LocalDate day) {
                isGone.set(day.equals(FIRST.plusDays(9)));
            }
        };
        try (StandInGateway gateway =
                gateway(request -> isGone.get() ? Optional.of(Fault.unavailable()) : Optional.empty())) {
            RunResult result = home.run(
                    RunHome.properties(gateway, 1000),
                    RunHome.backfill(FIRST, FIRST.plusDays(29)),
                    watched,
                    new StopSignal());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
            assertThat(result.loadedDays()).hasSize(10);
            assertThat(result.error()).contains("503");
            assertThat(result.snapshotId()).isEqualTo("S-" + result.runId());
            assertThat(home.published("select count(distinct usage_date)::varchar as line from marts.usage"))
                    .containsExactly("10");
            assertThat(home.published("select state || ' ' || loaded_day_count as line from ops.run"))
                    .containsExactly("failed 10");
        }
    }

    @Test
    @Tag("long")
    void aBackfillThatFindsTheHomeTakenBetweenTwoSlicesIsRecordedAsStopped() throws Exception {
        AtomicReference<CompletableFuture<Lease>> night = new AtomicReference<>();
        Path marks = folder.resolve("operations/waiting");
        RunProgress interrupted = new RunProgress() {
            @Override
            public void loaded(LocalDate day) {
                if (day.equals(FIRST.plusDays(9))) {
                    night.set(CompletableFuture.supplyAsync(
                            () -> home.warehouse().leaseFirst("nightly", Duration.ofMinutes(1))));
                    try {
                        awaitEntryOf(marks);
                    } catch (IOException | InterruptedException unexpected) {
                        throw new AssertionError(unexpected);
                    }
                }
            }
        };
        try (StandInGateway gateway = gateway(Faults.none())) {
            RunResult result = home.run(
                    RunHome.properties(gateway, 1000),
                    new NightlyProperties(Duration.ofSeconds(2), Duration.ZERO),
                    RunHome.backfill(FIRST, FIRST.plusDays(19)),
                    interrupted);
            night.get().get(30, TimeUnit.SECONDS).close();

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.STOPPED);
            assertThat(result.error()).contains("is in use: 'nightly'");
            assertThat(result.loadedDays()).hasSize(10);
            assertThat(home.written("select state || ' ' || loaded_day_count as line from ops.run"))
                    .containsExactly("stopped 10");
            assertThat(Files.readString(folder.resolve("operations/runs/" + result.runId() + ".json")))
                    .contains("stopped");
        }
    }

    private static void awaitEntryOf(Path folder) throws IOException, InterruptedException {
        try (WatchService watcher = folder.getFileSystem().newWatchService()) {
            Files.createDirectories(folder).register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isEmpty()) {
                    assertThat(watcher.poll(30, TimeUnit.SECONDS))
                            .extracting(WatchKey::watchable)
                            .isEqualTo(folder);
                }
            }
        }
    }

    @Test
    @Tag("long")
    void asManyDaysAreFetchedAtOnceAsAreConfigured() throws IOException {
        CountDownLatch inFlight = new CountDownLatch(16);
        AtomicBoolean haveMet = new AtomicBoolean(true);
        Faults slow = request -> {
            if (isActivity(request) && inFlight.getCount() > 0) {
                inFlight.countDown();
                try {
                    haveMet.compareAndSet(true, inFlight.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return Optional.empty();
        };
        try (StandInGateway gateway = gateway(slow)) {
            LiteLlmProperties properties = new LiteLlmProperties(
                    "litellm",
                    gateway.baseUri().toString(),
                    gateway.apiKey(),
                    Map.of(),
                    null,
                    1000,
                    16,
                    null,
                    3,
                    null,
                    Duration.ofSeconds(60),
                    0,
                    Duration.ofMillis(1));
            RunResult result = home.run(
                    properties, RunRequest.of(RunCommand.NIGHTLY, FIRST, FIRST.plusDays(15), RunRequest.Selection.ALL));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(haveMet).as("16 days in flight at once").isTrue();
        }
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update batch_job_execution set status = 'UNKNOWN'",
                "update batch_job_execution set status = 'ABANDONED'",
                "update batch_step_execution set status = 'UNKNOWN' where step_name = 'loadDays'",
                "update batch_step_execution set status = 'ABANDONED' where step_name = 'loadDays'",
            })
    void aRunLeftInAStateThatBatchDoesNotResumeBeginsAnew(String left) throws Exception {
        try (StandInGateway gateway = gateway(Faults.none())) {
            RunProgress tornOff = new RunProgress() {
                @Override
                public void loaded(LocalDate day) {
                    throw new AssertionError("torn off");
                }
            };
            RunRequest request = RunHome.backfill(FIRST, FIRST.plusDays(2));
            assertThat(home.run(RunHome.properties(gateway, 1000), request, tornOff, new StopSignal())
                            .outcome())
                    .isEqualTo(RunResult.Outcome.FAILED);
            assertThat(alterOperations(left)).isPositive();

            RunResult result = home.run(gateway, request);

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger()).hasSize(3).allMatch(day -> day.contains(" loaded "));
        }
    }

    @Test
    void whatAKilledRunLeftRunningIsEndedByTheNextRunWhicheverItIs() throws Exception {
        try (StandInGateway gateway = gateway(Faults.none())) {
            home.run(gateway, RunHome.backfill(FIRST, FIRST));
            alterOperations("update batch_job_execution set status = 'STARTED', end_time = null");
            alterOperations("update batch_step_execution set status = 'STARTED', end_time = null");
            try (Lease lease = home.warehouse().lease("test")) {
                lease.writer()
                        .query(
                                "update ops.run set state = 'running', ended_at = null returning run_id",
                                row -> row.text("run_id"));
            }
            Path draft = folder.resolve("operations/runs/20261001T030000Z-backfill.461168601842738790.tmp");
            Files.writeString(draft, "half a summary");

            home.setClock("2026-10-15T04:00:00Z");
            home.run(gateway, RunHome.rebuild(FIRST, FIRST));

            assertThat(
                            home.published(
                                    "select concat_ws(' ', command, state, ended_at is null, error) as line from ops.run order by run_id"))
                    .containsExactly(
                            "backfill stopped true Its process was killed; the next run went on from there.",
                            "rebuild done false");
            assertThat(alterOperations(
                            "update batch_job_execution set version = version where status in ('STARTING', 'STARTED')"))
                    .isZero();
            assertThat(draft).doesNotExist();
        }
    }

    private int alterOperations(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.resolve("operations/operations"), "meterhouse", "");
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static boolean isActivity(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity");
    }

    private static StandInGateway gateway(Faults faults) throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(Usage.days(FIRST, 30, 1)), GatewayDirectory.empty())
                .withFaults(faults));
    }
}

package io.meterhouse.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a schedule remembers in its home, and what it starts; a shell stands for the program. */
class ScheduleTests {

    private static final String NEW_YEAR = "0 0 0 1 1 ? 2049";
    private static final Instant IN_2049 = Instant.parse("2049-01-01T00:00:00Z");
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final Program SHELL = (words, memory, temporary) ->
            List.of("/bin/sh", "-c", "touch %s/used; %s".formatted(temporary, String.join(" ", words)));

    /** One that fails; nothing may depend on it. */
    private static final ScheduleListener DEAF = new ScheduleListener() {
        @Override
        public void started(StartedCommand command) {
            throw new IllegalStateException("deaf");
        }

        @Override
        public void ended(StartedCommand command, int exitCode, Duration took) {
            throw new IllegalStateException("deaf");
        }
    };

    /** What a schedule has told, in its order. */
    private static final class Heard implements ScheduleListener {

        private final BlockingQueue<StartedCommand> started = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

        @Override
        public void started(StartedCommand command) {
            started.add(command);
        }

        @Override
        public void ended(StartedCommand command, int exitCode, Duration took) {
            ended.add(command.job() + " " + exitCode);
        }

        StartedCommand awaitStart() throws InterruptedException {
            return Optional.ofNullable(started.poll(60, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("Nothing was started within a minute."));
        }

        @Nullable
        String awaitEnd() throws InterruptedException {
            return ended.poll(60, TimeUnit.SECONDS);
        }
    }

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private final Map<String, ScheduledJobProperties> jobs = new HashMap<>();
    private WarehouseHome home = new WarehouseHome(Path.of("."));

    @BeforeEach
    void prepare() {
        home = new WarehouseHome(folder).prepare();
    }

    private void job(String name, String command, String cron, String misfire) {
        jobs.put(name, new ScheduledJobProperties(command, cron, "UTC", misfire, Duration.ofMinutes(5), "256m"));
    }

    private Schedule start(ScheduleListener... more) {
        return start(SHELL, more);
    }

    private Schedule start(Program program, ScheduleListener... more) {
        ScheduleProperties properties = new ScheduleProperties(jobs, null, null, null, Duration.ofSeconds(60));
        Timetable timetable = Timetable.read(
                properties, words -> Optional.empty(), Clock.systemUTC().instant());
        assertThat(timetable.problems()).isEmpty();
        return Schedule.start(
                timetable,
                properties,
                home,
                program,
                Clock.systemUTC(),
                Stream.concat(Stream.of(more), Stream.of(heard)).toList());
    }

    private <T> T inTheFile(String question, Class<T> type) throws SQLException {
        try (Connection file = DriverManager.getConnection(
                        "jdbc:h2:file:" + home.operations().resolve("schedule"), "meterhouse", "");
                Statement statement = file.createStatement()) {
            if (!statement.execute(question)) {
                return type.cast(statement.getUpdateCount());
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getObject(1, type);
            }
        }
    }

    private void letTimesGoBy() throws SQLException {
        inTheFile(
                "update qrtz_triggers set next_fire_time = %d"
                        .formatted(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli()),
                Integer.class);
    }

    private ScheduleState told() {
        return ScheduleFile.all(home).get(0);
    }

    @Test
    void timesThatWentByAreMadeUpForOnceUnlessTheJobSkipsThemOrHasOtherTimesNowOrIsGone() throws Exception {
        job("night", "exit 3", NEW_YEAR, "fire-once");
        job("hourly", "exit 0", NEW_YEAR, "skip");
        job("changed", "exit 0", NEW_YEAR, "fire-once");
        job("removed", "exit 0", NEW_YEAR, "fire-once");
        job("off", "exit 0", NEW_YEAR, "fire-once");
        start().close();
        letTimesGoBy();
        job("changed", "exit 0", "0 0 0 1 1 ? 2050", "fire-once");
        job("off", "exit 0", "-", "fire-once");
        job("added", "exit 0", NEW_YEAR, "fire-once");
        jobs.remove("removed");

        try (Schedule schedule = start()) {
            assertThat(heard.awaitEnd()).isEqualTo("night 3");
            assertThat(schedule.nextTimes())
                    .containsOnly(
                            Map.entry("night", IN_2049),
                            Map.entry("hourly", IN_2049),
                            Map.entry("changed", Instant.parse("2050-01-01T00:00:00Z")),
                            Map.entry("added", IN_2049));
        }
        assertThat(heard.started).hasSize(1);
        assertThat(inTheFile("select count(*) from qrtz_job_details", Long.class))
                .isEqualTo(4);
        assertThat(inTheFile("select count(*) from qrtz_fired_triggers", Long.class))
                .isZero();
    }

    @Test
    void aReportWaitsForTheNightHoweverEarlierItsTimeWentBy() throws Exception {
        job("a-report", "report finance", NEW_YEAR, "fire-once");
        job("z-night", "nightly", NEW_YEAR, "fire-once");
        Program shell = (words, memory, temporary) -> List.of(
                "/bin/sh",
                "-c",
                words.get(0).equals("report")
                        ? "exit 0"
                        : "while ! test -f %s/go; do sleep 0.1; done; exit 3".formatted(folder));
        start(shell).close();
        letTimesGoBy();
        inTheFile(
                "update qrtz_triggers set next_fire_time = next_fire_time - 1 where job_name = 'a-report'",
                Integer.class);

        try (Schedule schedule = start(shell)) {
            StartedCommand first = heard.awaitStart();
            assertThat(first.job()).isEqualTo("z-night");
            Files.createFile(folder.resolve("go"));
            assertThat(heard.awaitEnd()).isEqualTo("z-night 3");
            assertThat(heard.awaitEnd()).isEqualTo("a-report 0");
        }
    }

    @Test
    void aReportThatWaitsForANightKeepsNoDaemonFromEnding() throws Exception {
        job("a-report", "report finance", NEW_YEAR, "fire-once");
        job("z-night", "nightly", NEW_YEAR, "fire-once");
        Program shell = (words, memory, temporary) ->
                List.of("/bin/sh", "-c", words.get(0).equals("report") ? "exit 0" : "exec sleep 600");
        start(shell).close();
        letTimesGoBy();

        Schedule schedule = start(shell);
        assertThat(heard.awaitStart().job()).isEqualTo("z-night");
        schedule.close();

        assertThat(heard.awaitEnd()).isEqualTo("z-night 143");
        assertThat(heard.ended).isEmpty();
        assertThat(inTheFile("select count(*) from qrtz_triggers where trigger_group = 'once-more'", Long.class))
                .as("a report and a night to be started by the next daemon")
                .isEqualTo(2);
    }

    @Test
    void oneDaemonAHomeAndNoneWithTheMemoryOfAnother() throws IOException {
        job("night", "exit 0", NEW_YEAR, "fire-once");
        try (Schedule schedule = start()) {
            ScheduleState first = ScheduleState.ofLiving(home).get(0);
            assertThat(first.processId()).isEqualTo(ProcessHandle.current().pid());
            assertThat(first.next()).containsOnly(Map.entry("night", IN_2049));
            assertThatThrownBy(this::start)
                    .isInstanceOf(ScheduleHeldException.class)
                    .hasMessage(
                            "A schedule of the home %s is running: process %d on %s, since %s. One is enough; stop that one first, or let several share a database (meterhouse.schedule.jdbc-url)."
                                    .formatted(folder, first.processId(), first.host(), first.since()));
        }
        assertThat(ScheduleState.ofLiving(home)).isEmpty();
        Files.writeString(home.idFile(), "another");

        assertThatThrownBy(this::start).isInstanceOf(OtherHomeException.class).hasMessageContaining("schedule.mv.db");
        assertThat(ScheduleState.ofLiving(home)).isEmpty();
    }

    @Test
    void whatADaemonTookWithItIsStartedOnceMoreByTheNext() throws Exception {
        String command = "test -f %s/again || exec sleep 600".formatted(folder);
        Path memory = home.operations().resolve("schedule.mv.db");
        Path state = home.operations().resolve("schedule.json");
        job("night", command, EVERY_SECOND, "fire-once");
        Schedule schedule = start();
        StartedCommand night = heard.awaitStart();
        assertThat(told().running()).singleElement().satisfies(running -> {
            assertThat(running.job()).isEqualTo("night");
            assertThat(running.processId()).isEqualTo(night.processId());
            assertThat(running.due()).isEqualTo(night.due());
            assertThat(running.process()).isPresent();
        });
        byte[] memoryWhenKilled = Files.readAllBytes(memory);
        byte[] stateWhenKilled = Files.readAllBytes(state);
        schedule.close();
        assertThat(heard.awaitEnd()).isEqualTo("night 143");
        assertThat(told().running()).isEmpty();
        assertThat(told().stoppedAt())
                .isBetween(told().since(), Clock.systemUTC().instant());
        Files.createFile(folder.resolve("again"));
        job("night", command, NEW_YEAR, "fire-once");

        try (Schedule next = start()) {
            assertThat(heard.awaitEnd()).as("after a signal").isEqualTo("night 0");
            assertThat(next.nextTimes()).containsOnly(Map.entry("night", IN_2049));
        }
        heard.started.clear();
        Files.write(memory, memoryWhenKilled);
        Files.write(state, stateWhenKilled);
        try (Schedule next = start()) {
            assertThat(heard.awaitEnd()).as("after a kill").isEqualTo("night 0");
            assertThat(next.nextTimes()).containsOnly(Map.entry("night", IN_2049));
        }
        assertThat(heard.awaitStart().due()).isEqualTo(night.due());
        assertThat(heard.started).isEmpty();
        assertThat(heard.ended).isEmpty();
        assertThat(inTheFile("select count(*) from qrtz_triggers", Long.class)).isEqualTo(1);
        assertThat(inTheFile("select count(*) from qrtz_fired_triggers", Long.class))
                .isZero();
    }

    @Test
    void aCommandHasALogAndAFolderOfItsOwnAndWhatAKilledDaemonLeftIsRemoved() throws Exception {
        job("look", "echo seen; exit 4", EVERY_SECOND, "skip");
        Path left = Files.createDirectories(home.operations().resolve("started/look-20260101T000000Z"));
        Files.createFile(left.resolve("library.so"));
        Path logs = Files.createDirectories(home.logs().resolve("schedule"));
        for (int day = 10; day < 80; day++) {
            Files.createFile(logs.resolve("look-202601%dT000000Z.log".formatted(day)));
        }
        Files.createFile(logs.resolve("look-often-20260101T000000Z.log"));

        StartedCommand look;
        try (Schedule schedule = start(DEAF)) {
            look = heard.awaitStart();
            assertThat(heard.awaitEnd()).isEqualTo("look 4");
            assertThat(left).doesNotExist();
        }
        assertThat(look.log()).hasParent(logs).content().isEqualTo("seen\n");
        assertThat(look.log().getFileName().toString())
                .isEqualTo("look-" + look.startedAt().toString().replaceAll("[-:]|\\.\\d+", "") + ".log");
        assertThat(home.operations().resolve("started")).isEmptyDirectory();
        try (Stream<Path> kept = Files.list(logs)) {
            assertThat(kept).hasSize(61);
        }
    }

    @Test
    void aCommandThatCannotBeStartedIsHeardOfLikeOneThatFailed() throws Exception {
        job("look", "exit 0", EVERY_SECOND, "skip");
        Files.createFile(home.logs().resolve("schedule"));

        try (Schedule schedule = start()) {
            assertThat(heard.awaitEnd()).isEqualTo("look 1");
        }
        assertThat(heard.started).isEmpty();
    }

    @Test
    void whoHearsThatACommandCannotBeStartedMayAskWhatRuns() throws Exception {
        job("look", "exit 0", NEW_YEAR, "skip");
        Files.createFile(home.logs().resolve("schedule"));
        ScheduledJob look = Timetable.read(
                        new ScheduleProperties(jobs, null, null, null, Duration.ofSeconds(60)),
                        words -> Optional.empty(),
                        Clock.systemUTC().instant())
                .find("look")
                .orElseThrow();
        BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        AtomicReference<StartedCommands> started = new AtomicReference<>();
        started.set(new StartedCommands(SHELL, home, Clock.systemUTC(), List.of(), List.of(new ScheduleListener() {
            @Override
            public void started(StartedCommand command) {}

            @Override
            public void ended(StartedCommand command, int exitCode, Duration took) {
                answers.add(CompletableFuture.<Object>supplyAsync(
                                () -> started.get().running())
                        .completeOnTimeout(List.of("no answer"), 10, TimeUnit.SECONDS)
                        .join());
            }
        })));

        assertThatThrownBy(() -> started.get().run(look, IN_2049)).isInstanceOf(IOException.class);

        assertThat(answers).containsExactly(List.of());
    }

    @Test
    void aTriggerThatQuartzGaveUpIsTakenUpAgain() throws Exception {
        job("night", "exit 0", NEW_YEAR, "fire-once");
        start().close();
        letTimesGoBy();
        inTheFile("update qrtz_triggers set trigger_state = 'ERROR'", Integer.class);

        try (Schedule schedule = start()) {
            assertThat(heard.awaitEnd()).isEqualTo("night 0");
            assertThat(schedule.nextTimes()).containsOnly(Map.entry("night", IN_2049));
        }
    }

    @Test
    void whatADaemonBeforeLeftBehindIsStartedOnceMoreWhenThisOneEndsIt() throws Exception {
        job("night", "test -f %s/again || exec sleep 600".formatted(folder), EVERY_SECOND, "fire-once");
        Path memory = home.operations().resolve("schedule.mv.db");
        Path state = home.operations().resolve("schedule.json");
        Schedule schedule = start();
        heard.awaitStart();
        byte[] memoryWhenKilled = Files.readAllBytes(memory);
        String stateWhenKilled = Files.readString(state);
        long pid = told().running().get(0).processId();
        schedule.close();
        assertThat(heard.awaitEnd()).isEqualTo("night 143");
        job("night", "exit 0", NEW_YEAR, "fire-once");
        Process left = new ProcessBuilder("sleep", "600").start();
        Files.write(memory, memoryWhenKilled);
        Files.writeString(state, stateWhenKilled.replace("\"process_id\" : " + pid, "\"process_id\" : " + left.pid()));
        BlockingQueue<StartedCommand> still = new LinkedBlockingQueue<>();
        Schedule next = start(new ScheduleListener() {
            @Override
            public void started(StartedCommand command) {}

            @Override
            public void ended(StartedCommand command, int exitCode, Duration took) {}

            @Override
            public void stillRuns(StartedCommand command) {
                still.add(command);
            }
        });
        assertThat(still.poll(60, TimeUnit.SECONDS))
                .extracting(StartedCommand::job, StartedCommand::processId)
                .containsExactly("night", left.pid());
        next.close();
        assertThat(left.waitFor()).isEqualTo(143);
        assertThat(heard.ended).isEmpty();

        try (Schedule third = start()) {
            assertThat(heard.awaitEnd()).isEqualTo("night 0");
        }
    }

    @Test
    void aCommandThatIsDismissedIsKilledWhenItDoesNotGo() throws Exception {
        Path log = folder.resolve("deaf.log");
        try (ChildProcess child = ChildProcess.start(
                List.of("/bin/sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"),
                folder.resolve("t"),
                log)) {
            while (!Files.readString(log).contains("deaf")) {
                Thread.onSpinWait();
            }
            new Patience(Duration.ZERO, Duration.ofMillis(300)).dismiss(child.handle());
            assertThat(child.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void aCommandThatTakesTooLongIsAskedToEndAndThenKilled() throws Exception {
        for (Map.Entry<String, Integer> end : Map.of(
                        "exec sleep 600", 143, "trap '' TERM; echo deaf; while :; do sleep 0.1; done", 137)
                .entrySet()) {
            Path log = folder.resolve(end.getValue() + ".log");
            try (ChildProcess child =
                    ChildProcess.start(List.of("/bin/sh", "-c", end.getKey()), folder.resolve("t"), log)) {
                new Patience(Duration.ofMillis(500), Duration.ofMillis(300)).awaitEnd(child.handle());
                assertThat(child.exitCode()).isEqualTo(end.getValue());
            }
        }
    }
}

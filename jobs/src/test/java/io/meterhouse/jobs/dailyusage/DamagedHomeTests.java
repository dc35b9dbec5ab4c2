package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.LeaseHeldException;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SmallDisk;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A home that is damaged, altered, in use or full: each is said, and no reader notices. */
class DamagedHomeTests {

    private static final LocalDate FIRST = Usage.DAY;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate LAST = FIRST.plusDays(2);
    private static final List<UsageRow> ROWS = Usage.days(FIRST, 3, 6);
    private static final List<String> ALL_LOADED =
            List.of("2026-08-03 loaded 21", "2026-08-04 loaded 81", "2026-08-05 loaded 141");

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void aDamagedLandingFileFailsItsDayAndTheOthersAreRebuilt() throws IOException {
        load();
        List<String> facts = home.facts();
        Path cut = home.landedAnswers(FIRST).get(0);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Path gone = home.landedAnswers(SECOND).get(0);
        Files.delete(gone);

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.loadedDays()).containsExactly(LAST);
        assertThat(result.failedDays().get(FIRST))
                .isEqualTo(
                        "The landing file %s is not what was received: its SHA-256 differs from the manifest's. Backfill 2026-08-03 to fetch it again."
                                .formatted(cut));
        assertThat(result.failedDays().get(SECOND))
                .startsWith("The landing file " + gone + " cannot be read")
                .endsWith("Backfill 2026-08-04 to fetch it again.");
        assertThat(home.facts()).isEqualTo(facts);
        assertThat(home.ledger())
                .containsExactly("2026-08-03 loaded 21 error", "2026-08-04 loaded 81 error", "2026-08-05 loaded 141");
    }

    @Tag("long")
    @Test
    void aManifestThatIsCutOrSaysNothingFailsItsDayOnly() throws IOException {
        load();
        Path first = home.landedAnswers(FIRST).get(0).resolveSibling("manifest.json");
        Files.writeString(first, "{\"source\":\"litellm\",");
        Path second = home.landedAnswers(SECOND).get(0).resolveSibling("manifest.json");
        Files.writeString(second, Files.readString(second).replace("\"purpose\" : \"day\"", "\"purpose\" : \"other\""));

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.failedDays().keySet()).containsExactly(FIRST, SECOND);
        assertThat(result.failedDays().get(FIRST)).startsWith("The landing manifest " + first + " cannot be read");
        assertThat(result.loadedDays()).containsExactly(LAST);
    }

    @Tag("long")
    @Test
    void aDamagedDirectoryIsDoneWithoutOnRebuildAndToldToWhoeverWatches() throws IOException {
        load();
        Path directory = folder.resolve("landing/litellm-directory/all");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path answer :
                    files.filter(file -> file.toString().endsWith(".gz")).toList()) {
                Files.write(answer, new byte[] {1, 2, 3});
            }
        }

        Files.delete(folder.resolve("warehouse/meterhouse.duckdb"));
        List<String> warnings = new CopyOnWriteArrayList<>();
        RunProgress watched = new RunProgress() {
            @Override
            public void warned(String what) {
                warnings.add(what);
            }
        };
        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST), watched, new StopSignal());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.loadedDays()).containsExactly(FIRST, SECOND, LAST);
        assertThat(warnings).isEqualTo(result.warnings());
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("Users, keys, teams and models stay as they were. The landing file ");
    }

    @Test
    @Tag("long")
    void landedAnswersAlteredWithTheirDigestAreNotLoadedWhenTheirSumsDiffer() throws IOException {
        load();
        List<String> facts = home.facts();
        Path answer = home.landedAnswers(FIRST).get(0);
        Path manifest = answer.resolveSibling("manifest.json");
        String before = sha256(Files.readAllBytes(answer));
        String altered = home.content(answer).replaceFirst("\"prompt_tokens\":2100", "\"prompt_tokens\":2101");
        Files.write(answer, compressed(altered));
        Files.writeString(manifest, Files.readString(manifest).replace(before, sha256(Files.readAllBytes(answer))));

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.failedDays().get(FIRST))
                .startsWith(
                        "The sums of 2026-08-03 do not equal what LiteLLM states, so it is not loaded: day (source 21 requests");
        assertThat(home.facts()).isEqualTo(facts);
    }

    @Test
    void storedFactsAlteredByHandBlockTheRunAndTheSnapshotStays() throws IOException {
        load();
        byte[] intact = Files.readAllBytes(home.warehouse().home().warehouseFile());
        for (String alteration : List.of(
                "update star.fact_usage_daily set spend_usd = spend_usd + 1 where request_count = 3",
                // From one user and key to another of the same day, model and provider.
                "update star.fact_usage_daily set spend_usd = spend_usd + case request_count when 1 then 0.0001 else -0.0001 end where request_count in (1, 4)",
                "update star.fact_usage_daily set user_key = 0 where request_count = 3",
                "update star.fact_usage_daily set api_key_key = 0 where request_count = 3",
                "update star.fact_usage_daily set model_key = 999 where request_count = 3",
                "insert into star.fact_usage_daily from star.fact_usage_daily where request_count = 3",
                "delete from star.fact_usage_daily where request_count = 3",
                "update star.fact_usage_breakdown_daily set request_count = request_count + 1")) {
            byte[] published = home.snapshot();
            Files.write(home.warehouse().home().warehouseFile(), intact);
            alter(alteration);

            RunResult result = home.run(
                    unreachable(),
                    RunRequest.of(RunCommand.REBUILD, LAST.plusDays(1), LAST.plusDays(1), RunRequest.Selection.ALL));

            assertThat(result.outcome()).as(alteration).isEqualTo(RunResult.Outcome.BLOCKED);
            assertThat(result.brokenChecks()).as(alteration).anyMatch(QualityCheck.Result::blocks);
            assertThat(home.snapshot()).isEqualTo(published);
        }
        assertThat(home.run(unreachable(), RunHome.rebuild(FIRST, LAST)).outcome())
                .isEqualTo(RunResult.Outcome.DONE);
    }

    @Test
    void aSecondWriterIsTurnedAwayAndToldWhoWrites() {
        try (Lease lease = home.warehouse().lease("nightly")) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThatThrownBy(() -> home.run(unreachable(), RunHome.rebuild(FIRST, LAST)))
                        .isInstanceOf(LeaseHeldException.class)
                        .hasMessage(
                                "The home %s is in use: 'nightly', process %d, since 2026-10-15T03:00:00Z. Wait until it has finished, or use another home.",
                                folder, ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void aHomeThatCannotBeMadeFailsTheRunWithItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        RunHome inAFile = new RunHome(file.resolve("home"));

        RunResult result = inAFile.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.error()).startsWith("Cannot use the home " + file.resolve("home"));
    }

    @Test
    void aWarehouseOfANewerVersionIsRefused() throws IOException {
        load();
        byte[] published = home.snapshot();
        alter("insert into ops.schema_version values (99, 'from the future', timestamp '2030-01-01')");

        for (int attempt = 1; attempt <= 2; attempt++) {
            RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
            assertThat(result.error()).contains("has schema version 99 and this program knows only");
        }
        assertThat(home.snapshot()).isEqualTo(published);
    }

    @Test
    void anEmptyLandingIsNothingToRebuildAndEverythingStaysAsItWas() throws IOException {
        load();
        byte[] published = home.snapshot();
        Files.move(folder.resolve("landing/litellm"), folder.resolve("moved-away"));

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error())
                .startsWith("There is nothing to rebuild: " + folder.resolve("landing")
                        + " holds no day. Everything stays as it was.");
        assertThat(result.snapshotId()).isNull();
        assertThat(home.snapshot()).isEqualTo(published);
        assertThat(home.written("select command as line from ops.run")).containsExactly("backfill");
        assertThat(home.ledger()).isEqualTo(ALL_LOADED);
    }

    @Test
    void aWarehouseFileOfAnotherHomeIsRefused() throws IOException {
        load();
        byte[] published = home.snapshot();
        Files.writeString(folder.resolve("home-id"), "another-home");

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error())
                .startsWith(folder.resolve("warehouse/meterhouse.duckdb") + " belongs to another home")
                .contains("has another-home")
                .endsWith("write its id into " + folder.resolve("home-id") + ".");
        assertThat(home.snapshot()).isEqualTo(published);
    }

    @Tag("long")
    @Test
    void anOperationsDatabaseOfAnotherHomeIsRefused() throws IOException {
        load();
        RunHome other = RunHome.prepared(folder.resolve("other"));
        load(other);
        Files.copy(
                folder.resolve("other/operations/operations.mv.db"),
                folder.resolve("operations/operations.mv.db"),
                StandardCopyOption.REPLACE_EXISTING);

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error())
                .startsWith(folder.resolve("operations/operations.mv.db") + " belongs to another home");
        assertThat(home.written("select state as line from ops.run where command = 'rebuild'"))
                .containsExactly("failed");
    }

    @Test
    @Tag("long")
    void aDamagedOperationsDatabaseFailsTheRunWithAdviceAndIsMadeAgain() throws IOException {
        load();
        byte[] published = home.snapshot();
        Path operations = folder.resolve("operations/operations.mv.db");
        Files.writeString(operations, "no database ".repeat(2000));

        RunResult result = home.run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.error())
                .startsWith("The job repository " + operations + " cannot be used: ")
                .contains(
                        "It holds the memory of jobs, and decisions about findings, which the warehouse has, too: move it away and run the same command again");
        assertThat(home.snapshot()).isEqualTo(published);
        assertThat(home.written("select state as line from ops.run where command = 'rebuild'"))
                .containsExactly("failed");
        Files.delete(operations);
        assertThat(home.run(unreachable(), RunHome.rebuild(FIRST, LAST)).outcome())
                .isEqualTo(RunResult.Outcome.DONE);
    }

    @Test
    @Tag("long")
    void aHomeThatIsMovedAsAWholeKeepsItsId() throws IOException {
        RunHome before = new RunHome(folder.resolve("before"));
        load(before);
        Files.move(folder.resolve("before"), folder.resolve("after"));

        RunResult result = new RunHome(folder.resolve("after")).run(unreachable(), RunHome.rebuild(FIRST, LAST));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
    }

    @Test
    void onADiskWithoutRoomNothingIsBegun() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
            RunHome onDisk = new RunHome(disk.folder().resolve("home"));

            RunResult refused = onDisk.run(unreachable(), RunHome.backfill(FIRST, SECOND));

            assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.FAILED);
            assertThat(refused.error())
                    .matches(
                            "Nothing was begun. The disk of the home .*/disk/home has 6\\d MB free and a run needs 1,000 MB: twice the 0 MB of the warehouse file, and the 1,000 MB of meterhouse.warehouse.free-space. Make room or move the home to a larger disk, and run the same command again\\.");
            assertThat(disk.folder().resolve("home/warehouse/meterhouse.duckdb"))
                    .doesNotExist();
        }
    }

    /** Where the run goes on is another folder: it is another process that does, and only one knows the job repository by its place. */
    @Test
    void aDiskThatFillsUpLeavesTheSnapshotAndEarlierDaysAndWithRoomTheSameCommandLoadsAll() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 96);
                StandInGateway gateway = gateway()) {
            RunHome before = new RunHome(disk.folder().resolve("home"));
            before.setFreeSpace("0KB");
            before.run(gateway, RunHome.backfill(FIRST, FIRST));
            byte[] published = before.snapshot();
            Map<String, RunProgress> moments =
                    Map.of("loading", whenFetched(FIRST, disk::fill), "publishing", whenLoaded(LAST, disk::fill));
            for (Map.Entry<String, RunProgress> moment : moments.entrySet()) {
                Path place = disk.folder().resolve(moment.getKey());
                FileSystemUtils.copyRecursively(disk.folder().resolve("home"), place);
                RunHome onDisk = new RunHome(place);
                onDisk.setFreeSpace("0KB");

                RunResult full = onDisk.run(
                        RunHome.properties(gateway, 1000),
                        RunHome.backfill(FIRST, LAST),
                        moment.getValue(),
                        new StopSignal());

                assertThat(full.outcome()).as(moment.getKey()).isEqualTo(RunResult.Outcome.FAILED);
                assertThat(onDisk.snapshot()).isEqualTo(published);
                disk.makeRoom();
                Path roomy = folder.resolve("roomy-" + moment.getKey());
                FileSystemUtils.copyRecursively(place, roomy);
                FileSystemUtils.deleteRecursively(place);
                RunHome withRoom = new RunHome(roomy);
                assertThat(withRoom.run(gateway, RunHome.backfill(FIRST, LAST)).outcome())
                        .as(moment.getKey())
                        .isEqualTo(RunResult.Outcome.DONE);
                assertThat(withRoom.ledger()).isEqualTo(ALL_LOADED);
                assertThat(withRoom.published("select sum(request_count)::varchar as line from marts.usage"))
                        .containsExactly("243");
            }
        }
    }

    @Test
    @Tag("long")
    void readersNeverNoticeARunThatPublishes() throws Exception {
        try (StandInGateway gateway = gateway()) {
            home.run(gateway, RunHome.backfill(FIRST, FIRST));
            String count = "select count(*)::varchar as line from star.fact_usage_daily";
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicInteger opened = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread readers = new Thread(() -> {
                while (!isOver.get()) {
                    assertThat(home.published(count).get(0)).isIn("6", "18");
                    opened.incrementAndGet();
                }
            });
            readers.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            try (SnapshotReader open = home.warehouse().snapshot()) {
                readers.start();
                assertThat(home.run(gateway, RunHome.backfill(FIRST, LAST)).outcome())
                        .isEqualTo(RunResult.Outcome.DONE);
                assertThat(open.query(count, row -> row.text("line"))).containsExactly("6");
                assertThat(home.published(count)).containsExactly("18");
            } finally {
                isOver.set(true);
                readers.join();
            }
            assertThat(failure.get()).isNull();
            assertThat(opened.get()).isPositive();
            assertThat(home.published(count)).containsExactly("18");
        }
    }

    private void load() throws IOException {
        load(home);
    }

    private static void load(RunHome home) throws IOException {
        try (StandInGateway gateway = gateway()) {
            assertThat(home.run(
                                    gateway,
                                    RunRequest.of(RunCommand.BACKFILL, FIRST, LAST, RunRequest.Selection.DUE)
                                            .with(new Consent(
                                                    LandingDraft.Acceptance.GROWING_TOTALS,
                                                    Consent.Address.CONFIRMED_NEW)))
                            .outcome())
                    .isEqualTo(RunResult.Outcome.DONE);
        }
    }

    /** A rebuild asks nobody. */
    private static LiteLlmProperties unreachable() {
        return RunHome.properties("http://127.0.0.1:1", "sk-key", 1000, 0);
    }

    private static StandInGateway gateway() throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(ROWS), GatewayDirectory.empty()));
    }

    private void alter(String sql) {
        try (Lease lease = home.warehouse().lease("by hand")) {
            lease.writer().query(sql + " returning 1 as one", row -> row.count("one"));
        }
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RunProgress whenFetched(LocalDate awaited, Runnable action) {
        return new RunProgress() {
            @Override
            public void fetched(LocalDate day) {
                if (day.equals(awaited)) {
                    action.run();
                }
            }
        };
    }

    private static RunProgress whenLoaded(LocalDate awaited, Runnable action) {
        return new RunProgress() {
            @Override
            public void loaded(LocalDate day) {
                if (day.equals(awaited)) {
                    action.run();
                }
            }
        };
    }
}

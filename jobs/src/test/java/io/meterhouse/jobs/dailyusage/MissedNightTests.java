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
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.warehouse.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights that did not run, days that fail for ever and clocks that jump cost no day, and each is told. */
class MissedNightTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
    private static final LocalDate ALWAYS_WRONG = FIRST.plusDays(1);

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void theNightAfterFiveMissedOnesListsTheirDaysReadsThemAndLeavesAloneWhatFailedFourteenTimes() throws IOException {
        Faults faults = Faults.always(request -> isActivityOf(request, ALWAYS_WRONG), Fault.serverError());
        try (StandInGateway gateway = gateway(faults)) {
            RunResult first = night(gateway, "2026-10-05");
            assertThat(first.remarks()).noneMatch(remark -> remark.contains("missing"));
            assertThat(first.failedDays()).containsOnlyKeys(ALWAYS_WRONG);
            hasFailedFourteenNights();

            RunResult sixDaysLater = night(gateway, "2026-10-11");

            assertThat(sixDaysLater.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(sixDaysLater.remarks())
                    .contains(
                            "5 days of litellm were missing, because no night read them: 2026-10-05 to 2026-10-09. This one does.")
                    .anyMatch(
                            remark -> remark.startsWith(
                                    "2026-10-02 of litellm failed in 14 attempts and is tried once a week, again on 2026-10-12; 'backfill' tries it at any time. The last error: LiteLLM at "));
            assertThat(sixDaysLater.brokenChecks())
                    .extracting(broken -> broken.check().name())
                    .containsExactly("day_status__no_gap_between_first_and_last_day");
            assertThat(home.ledger())
                    .hasSize(10)
                    .filteredOn(day -> !day.contains(" loaded "))
                    .containsExactly("2026-10-02 failed error");
        }
    }

    @Test
    @Tag("long")
    void daysBetweenAnOlderBackfillAndTheFirstNightAreNeitherReadNorMissed() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            home.setClock("2026-10-11T03:00:00Z");
            home.run(gateway, RunHome.backfill(FIRST, FIRST.plusDays(1)));

            RunResult night = home.run(
                    properties(gateway).since(FIRST.plusDays(7)),
                    RunRequest.nightly(LocalDate.parse("2026-10-11"), FIRST.plusDays(7)));

            assertThat(night.loadedDays()).containsExactly(FIRST.plusDays(7), FIRST.plusDays(8), FIRST.plusDays(9));
            assertThat(night.brokenChecks()).isEmpty();
            assertThat(home.ledger()).hasSize(5);
        }
    }

    @Test
    void aNightThatFindsTheProxyDownHasFailedAndTheNextOneReadsBothNights() throws IOException {
        AtomicBoolean isDown = new AtomicBoolean();
        try (StandInGateway gateway = gateway(Faults.always(request -> isDown.get(), Fault.unavailable()))) {
            isDown.set(true);
            RunResult down = night(gateway, "2026-10-04");

            assertThat(down.outcome()).isEqualTo(RunResult.Outcome.FAILED);
            assertThat(down.error()).contains("answered 503", "1 times in a row");
            assertThat(down.snapshotId()).isNull();
            isDown.set(false);
            assertThat(night(gateway, "2026-10-05").outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger())
                    .containsExactly(
                            "2026-10-01 loaded 3",
                            "2026-10-02 loaded 23",
                            "2026-10-03 loaded 43",
                            "2026-10-04 loaded 63");
        }
    }

    @Test
    void aClockThatIsSetBackIsToldAndLosesNoDay() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            RunResult ahead = night(gateway, "2026-10-08");
            assertThat(ahead.loadedDays()).hasSize(7);

            RunResult behind = night(gateway, "2026-10-07");

            assertThat(behind.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(behind.warnings())
                    .containsExactly(
                            "The clock of this machine says 2026-10-07T03:00:00Z, and the warehouse has a run that began at 2026-10-08T03:00:00Z, which is later: the clock was set back, or was ahead then. Set it right; what was loaded in the time that has not come yet is read again by nights.");
            assertThat(behind.loadedDays()).hasSize(6);
            assertThat(home.ledger()).hasSize(7).allMatch(day -> day.contains(" loaded "));

            RunResult inTheSameSecond = night(gateway, "2026-10-08");

            assertThat(inTheSameSecond.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.published("select run_id as line from ops.run order by run_id"))
                    .containsExactly(
                            "20261007T030000Z-nightly", "20261008T030000Z-nightly", "20261008T030000Z-nightly-2");
        }
    }

    @Test
    void aRunThatBeganWhileTheNightWaitedForItIsNoSignOfAWrongClock() {
        try (Lease lease = home.warehouse().lease("test")) {
            lease.writer()
                    .query(
                            "insert into ops.run (run_id, command, started_at, state, loaded_day_count, failed_day_count) values ('R-1', 'backfill', '2026-10-03 03:00:05', 'done', 0, 0) returning 1 as n",
                            row -> row.count("n"));
        }
        Iterator<Instant> times = Stream.concat(
                        Stream.of(Instant.parse("2026-10-03T03:00:00Z")),
                        Stream.generate(() -> Instant.parse("2026-10-03T03:10:00Z")))
                .iterator();
        home.setClock(new Clock() {
            @Override
            public synchronized Instant instant() {
                return times.next();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });

        RunResult night = home.run(
                RunHome.properties("http://127.0.0.1:9", "sk-any", 1000, 0),
                RunRequest.nightly(LocalDate.parse("2026-10-03"), FIRST));

        assertThat(night.runId()).isEqualTo("20261003T030000Z-nightly");
        assertThat(night.warnings()).isEmpty();
    }

    private RunResult night(StandInGateway gateway, String asOf) {
        home.setClock(asOf + "T03:00:00Z");
        return home.run(properties(gateway), RunRequest.nightly(LocalDate.parse(asOf), FIRST));
    }

    private void hasFailedFourteenNights() {
        try (Lease lease = home.warehouse().lease("test")) {
            lease.writer()
                    .query(
                            "update ops.day_status set attempt_count = 14 where usage_date = ? returning 1 as n",
                            row -> row.count("n"),
                            ALWAYS_WRONG);
        }
    }

    private static LiteLlmProperties properties(StandInGateway gateway) {
        return RunHome.properties(gateway.baseUri().toString(), gateway.apiKey(), 1000, 0)
                .since(FIRST);
    }

    private static StandInGateway gateway(Faults faults) throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(Usage.days(FIRST, 20, 2)), GatewayDirectory.empty())
                .withFaults(faults));
    }

    private static boolean isActivityOf(ReceivedRequest request, LocalDate day) {
        return request.path().equals("/user/daily/activity")
                && request.parameter("start_date").orElse("").equals(day.toString());
    }
}

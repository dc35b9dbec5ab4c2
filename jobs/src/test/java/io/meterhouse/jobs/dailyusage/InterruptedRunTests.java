package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was torn off or stopped goes on where it ended. */
class InterruptedRunTests {

    private static final LocalDate FIRST = Usage.DAY;
    private static final LocalDate LAST = FIRST.plusDays(3);
    private static final List<String> ALL_LOADED =
            List.of("2026-08-03 loaded 21", "2026-08-04 loaded 81", "2026-08-05 loaded 141", "2026-08-06 loaded 201");

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    @Tag("long")
    void fetchedDaysAreNotFetchedAgainAfterTheRunWasTornOffWhileLoading() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            tearOffAtTheFirstLoadedDay(gateway);
            int asked = activityDays(gateway).size();

            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(asked).isEqualTo(4);
            assertThat(activityDays(gateway)).hasSize(4);
            assertThat(home.ledger()).isEqualTo(ALL_LOADED);
        }
    }

    @Test
    @Tag("long")
    void aDayThatFailedBeforeTheRunWasTornOffIsFetchedAgain() throws IOException {
        try (StandInGateway gateway =
                gateway(Faults.first(4, request -> isActivityOf(request, LAST.toString()), Fault.serverError()))) {
            tearOffAtTheFirstLoadedDay(gateway);

            RunResult result = home.run(gateway, all());

            assertThat(home.ledger()).isEqualTo(ALL_LOADED);
            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(new TreeSet<>(activityDays(gateway))).hasSize(4);
            assertThat(activityDays(gateway)).hasSize(3 + 4 + 1);
        }
    }

    @Tag("long")
    @Test
    void daysFetchedBeforeAnotherDayTornTheRunOffAreNotFetchedAgain() throws IOException {
        Set<LocalDate> fetched = new ConcurrentSkipListSet<>();
        try (StandInGateway gateway = gateway(Faults.none())) {
            RunProgress tornOff = new RunProgress() {
                @Override
                public void fetched(LocalDate day) {
                    if (!fetched.isEmpty()) {
                        throw new AssertionError("torn off");
                    }
                    fetched.add(day);
                }
            };
            assertThat(home.run(RunHome.properties(gateway, 1000), all(), tornOff, new StopSignal())
                            .outcome())
                    .isEqualTo(RunResult.Outcome.FAILED);

            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activityDays(gateway).stream()
                            .filter(fetched.iterator().next().toString()::equals))
                    .hasSize(1);
            assertThat(home.ledger()).isEqualTo(ALL_LOADED);
        }
    }

    @Test
    void aRaisedStopEndsTheRunAfterTheDaysInFlightAndTheNextRunGoesOn() throws Exception {
        try (StandInGateway gateway = gateway(Faults.none())) {
            StopSignal stop = new StopSignal();
            Thread[] signal = new Thread[1];
            RunProgress raising = new RunProgress() {
                @Override
                public synchronized void loaded(LocalDate day) {
                    if (signal[0] == null) {
                        stop.raise();
                        signal[0] = new Thread(stop::awaitEnd);
                        signal[0].start();
                    }
                }
            };
            RunResult stopped = home.run(RunHome.properties(gateway, 1000), all(), raising, stop);
            stop.end();
            signal[0].join(30_000);
            assertThat(signal[0].isAlive()).isFalse();

            assertThat(stopped.outcome()).isEqualTo(RunResult.Outcome.STOPPED);
            assertThat(stopped.loadedDays()).containsExactly(FIRST);
            assertThat(home.written("select state as line from ops.run")).containsExactly("stopped");
            RunResult resumed = home.run(gateway, all());
            assertThat(resumed.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(resumed.loadedDays()).containsExactly(FIRST.plusDays(1), FIRST.plusDays(2), LAST);
            assertThat(activityDays(gateway)).hasSize(4);
            assertThat(home.ledger()).isEqualTo(ALL_LOADED);
        }
    }

    @Test
    @Tag("long")
    void aBackfillTornOffInItsThirdSliceGoesOnWithoutTheSlicesBeforeIt() throws IOException {
        RunRequest cover = RunHome.backfill(FIRST, FIRST.plusDays(34));
        try (StandInGateway gateway = StandInGateway.start(
                GatewayScript.of(UsageRows.of(Usage.days(FIRST, 35, 1)), GatewayDirectory.empty()))) {
            RunProgress tornOff = new RunProgress() {
                @Override
                public void loaded(LocalDate day) {
                    if (day.equals(FIRST.plusDays(24))) {
                        throw new AssertionError("torn off");
                    }
                }
            };
            assertThat(home.run(RunHome.properties(gateway, 1000), cover, tornOff, new StopSignal())
                            .outcome())
                    .isEqualTo(RunResult.Outcome.FAILED);
            assertThat(activityDays(gateway)).hasSize(30);

            RunResult resumed = home.run(gateway, cover);

            assertThat(resumed.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(resumed.loadedDays()).hasSize(10).startsWith(FIRST.plusDays(25));
            assertThat(activityDays(gateway)).hasSize(35).doesNotHaveDuplicates();
            assertThat(home.run(gateway, cover).loadedDays()).hasSize(35);
            assertThat(activityDays(gateway)).hasSize(70);
        }
    }

    @Tag("long")
    @Test
    void aResumedRunAcceptsLowerTotalsWhenItIsToldToAndNotBefore() throws IOException {
        try (StandInGateway full = gateway(Faults.none())) {
            home.run(full, all());
        }
        try (StandInGateway emptied =
                StandInGateway.start(GatewayScript.of(UsageRows.of(List.of()), GatewayDirectory.empty()))) {
            RunProgress tornOff = new RunProgress() {
                @Override
                public void failed(LocalDate day, String reason) {
                    throw new AssertionError("torn off");
                }
            };
            assertThat(home.run(
                                    RunHome.properties(emptied, 1000),
                                    emptied(LandingDraft.Acceptance.GROWING_TOTALS),
                                    tornOff,
                                    new StopSignal())
                            .outcome())
                    .isEqualTo(RunResult.Outcome.FAILED);

            RunResult resumed = home.run(emptied, emptied(LandingDraft.Acceptance.LOWER_TOTALS));

            assertThat(resumed.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger())
                    .containsExactly(
                            "2026-08-03 zero 0", "2026-08-04 zero 0", "2026-08-05 zero 0", "2026-08-06 zero 0");
            assertThat(activityDays(emptied)).hasSize(4 + 1);
            Files.delete(home.warehouse().home().warehouseFile());
            home.run(emptied, RunHome.rebuild(FIRST, LAST));
            assertThat(home.ledger()).as("consent is kept in landing").allMatch(day -> day.endsWith(" zero 0"));
        }
    }

    @Test
    @Tag("long")
    void aResumedRunDoesNotAcceptLowerTotalsBecauseTheOneTornOffDid() throws IOException {
        try (StandInGateway full = gateway(Faults.none())) {
            home.run(full, all());
        }
        try (StandInGateway emptied =
                StandInGateway.start(GatewayScript.of(UsageRows.of(List.of()), GatewayDirectory.empty()))) {
            RunProgress tornOff = new RunProgress() {
                @Override
                public void loaded(LocalDate day) {
                    throw new AssertionError("torn off");
                }
            };
            assertThat(home.run(
                                    RunHome.properties(emptied, 1000),
                                    emptied(LandingDraft.Acceptance.LOWER_TOTALS),
                                    tornOff,
                                    new StopSignal())
                            .outcome())
                    .isEqualTo(RunResult.Outcome.FAILED);

            RunResult resumed = home.run(emptied, emptied(LandingDraft.Acceptance.GROWING_TOTALS));

            assertThat(resumed.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(resumed.failedDays().keySet()).containsExactly(FIRST.plusDays(1), FIRST.plusDays(2), LAST);
            assertThat(home.ledger())
                    .containsExactly(
                            "2026-08-03 zero 0",
                            "2026-08-04 loaded 81 error",
                            "2026-08-05 loaded 141 error",
                            "2026-08-06 loaded 201 error");
        }
    }

    private static RunRequest emptied(LandingDraft.Acceptance acceptance) {
        return RunRequest.of(RunCommand.BACKFILL, FIRST, LAST, RunRequest.Selection.ALL)
                .with(new Consent(acceptance, Consent.Address.CONFIRMED_NEW));
    }

    @Test
    void whenTheTimeIsUpNoFurtherDayIsReadAndWhatWasReadIsPublished() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-15T03:00:00Z"));
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        RunProgress slow = new RunProgress() {
            @Override
            public void fetched(LocalDate day) {
                now.set(Instant.parse("2026-10-15T06:00:01Z"));
            }
        };
        try (StandInGateway gateway = gateway(Faults.none())) {
            RunResult night = home.run(
                    RunHome.properties(gateway, 1000),
                    RunRequest.of(RunCommand.NIGHTLY, FIRST, LAST, RunRequest.Selection.DUE),
                    slow,
                    StopSignal.after(Duration.ofHours(3), clock));

            // Two days are in flight at once.
            int read = activityDays(gateway).size();
            assertThat(read).isBetween(1, 2);
            assertThat(night.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(night.loadedDays()).hasSize(read);
            assertThat(night.failedDays()).isEmpty();
            assertThat(night.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("The time limit of the run was over; %d days from 2026-08-0".formatted(4 - read));
            assertThat(night.snapshotId()).isEqualTo("S-" + night.runId());
            assertThat(home.published("select state as line from ops.run")).containsExactly("gaps");

            RunResult next =
                    home.run(gateway, RunRequest.of(RunCommand.BACKFILL, FIRST, LAST, RunRequest.Selection.DUE));
            assertThat(next.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(next.loadedDays()).hasSize(4 - read);
            assertThat(home.ledger()).isEqualTo(ALL_LOADED);
        }
    }

    private void tearOffAtTheFirstLoadedDay(StandInGateway gateway) {
        RunProgress tornOff = new RunProgress() {
            @Override
            public void loaded(LocalDate day) {
                throw new AssertionError("torn off");
            }
        };
        assertThat(home.run(RunHome.properties(gateway, 1000), all(), tornOff, new StopSignal())
                        .outcome())
                .isEqualTo(RunResult.Outcome.FAILED);
    }

    private static RunRequest all() {
        return RunHome.backfill(FIRST, LAST);
    }

    private static StandInGateway gateway(Faults faults) throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(Usage.days(FIRST, 4, 6)), GatewayDirectory.empty())
                .withFaults(faults));
    }

    private static boolean isActivityOf(ReceivedRequest request, String day) {
        return request.path().equals("/user/daily/activity")
                && request.parameter("start_date").orElse("").equals(day);
    }

    private static List<String> activityDays(StandInGateway gateway) {
        return gateway.requests().stream()
                .filter(request -> request.path().equals("/user/daily/activity"))
                .map(request -> request.parameter("start_date").orElse(""))
                .toList();
    }
}

package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
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
        home = new RunHome(folder);
    }

    @Test
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
            assertThatThrownBy(() -> home.run(RunHome.properties(gateway, 1000), all(), tornOff, new StopSignal()))
                    .isInstanceOf(IllegalStateException.class);

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
                        signal[0] = new Thread(() -> {
                            stop.raise();
                            stop.awaitEnd();
                        });
                        signal[0].start();
                        while (!stop.isRaised()) {
                            Thread.onSpinWait();
                        }
                    }
                }
            };
            RunResult stopped = home.run(RunHome.properties(gateway, 1000), all(), raising, stop);
            stop.end();
            signal[0].join();

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

    private void tearOffAtTheFirstLoadedDay(StandInGateway gateway) {
        RunProgress tornOff = new RunProgress() {
            @Override
            public void loaded(LocalDate day) {
                throw new AssertionError("torn off");
            }
        };
        assertThatThrownBy(() -> home.run(RunHome.properties(gateway, 1000), all(), tornOff, new StopSignal()))
                .isInstanceOf(IllegalStateException.class);
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

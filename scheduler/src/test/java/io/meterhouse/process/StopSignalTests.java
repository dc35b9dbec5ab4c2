package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.process.MeterhouseProcess.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM ends a run after the days in flight, and the same command goes on from there. */
class StopSignalTests {

    private static final int SIGTERM = 128 + 15;
    private static final int DAYS_IN_FLIGHT = 4;
    private static final String[] BACKFILL = {"backfill", "--from", "2026-08-01", "--to", "2026-08-06"};

    @TempDir
    Path folder;

    @Test
    void daysInFlightAreFinishedAndNotAskedForAgain() throws Exception {
        DemoUsage usage = DemoUsage.endingOn(LocalDate.parse("2026-08-31"));
        HeldRequests held = HeldRequests.ofDays(DAYS_IN_FLIGHT, day -> true);
        try (StandInGateway gateway = StandInGateway.start(
                        GatewayScript.of(usage, usage.directory()).withFaults(held));
                MeterhouseProcess stopped = MeterhouseProcess.start(folder, gateway, BACKFILL)) {
            held.await();
            List<String> inFlight = askedDays(gateway);
            stopped.terminate();
            stopped.awaitRemark("Stopping after the days in flight");
            held.letGo();
            Outcome end = stopped.end();

            assertThat(end.exitCode()).isEqualTo(SIGTERM);
            assertThat(end.remarks())
                    .contains("Error: Stopped by a signal; the next run goes on where this one ended.")
                    .endsWith("To go on: meterhouse backfill --from 2026-08-01 --to 2026-08-06");
            assertThat(inFlight)
                    .hasSize(DAYS_IN_FLIGHT)
                    .allSatisfy(day -> assertThat(end.remarks()).contains(day + " fetched"));
            assertThat(askedDays(gateway)).isEqualTo(inFlight);

            Outcome again = MeterhouseProcess.run(folder, gateway, BACKFILL);

            assertThat(again.exitCode()).as(again.remarks()).isZero();
            assertThat(again.remarks()).contains("6 days loaded, 0 failed.");
            assertThat(askedDays(gateway)).hasSize(6).doesNotHaveDuplicates();
            assertThat(new ProcessHome(folder).startedExecutions()).isEmpty();
        }
    }

    private static List<String> askedDays(StandInGateway gateway) {
        return gateway.requests().stream()
                .filter(HeldRequests::isUsageOfADay)
                .map(request -> request.parameter("start_date").orElse(""))
                .toList();
    }
}

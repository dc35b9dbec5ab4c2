package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the first night begins, and every night after it. */
class NightStartTests {

    private static final LocalDate OCTOBER_15 = LocalDate.parse("2026-10-15");

    @TempDir
    Path folder;

    private StandInGateway gateway() throws IOException {
        DemoUsage usage = DemoUsage.endingOn(OCTOBER_15);
        return StandInGateway.start(GatewayScript.of(usage, usage.directory()));
    }

    @Test
    void aDayLoadedBeforehandDoesNotCutTheHistoryOfTheFirstNight() throws IOException {
        RunHome home = new RunHome(folder);
        try (StandInGateway gateway = gateway()) {
            home.run(gateway, RunHome.backfill(OCTOBER_15.minusDays(1), OCTOBER_15.minusDays(1)));

            RunResult night = home.run(gateway, RunRequest.nightly(OCTOBER_15, null));

            assertThat(night.loadedDays()).first().isEqualTo(LocalDate.parse("2026-07-01"));
            assertThat(night.loadedDays()).hasSize(106);
        }
    }

    @Test
    void laterNightsBeginWhereTheFirstDidAlthoughItLoadedNothing() throws IOException {
        RunHome home = new RunHome(folder);
        home.setClock("2026-09-30T03:00:00Z");
        RunResult failed = home.run(
                RunHome.properties("http://127.0.0.1:9", "sk-any", 1000, 0),
                RunRequest.nightly(LocalDate.parse("2026-09-30"), null));
        assertThat(failed.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        home.setClock("2026-10-15T03:00:00Z");
        try (StandInGateway gateway = gateway()) {
            RunResult night = home.run(gateway, RunRequest.nightly(OCTOBER_15, null));

            assertThat(night.loadedDays()).first().isEqualTo(LocalDate.parse("2026-06-01"));
        }
        assertThat(home.written(
                        "select concat_ws(' ', command, from_date, to_date) as line from ops.run order by run_id"))
                .containsExactly("nightly 2026-06-01 2026-09-29", "nightly 2026-06-01 2026-10-14");
    }

    @Test
    void nightsReachBackToTheFirstDayInTheLedger() throws IOException {
        RunHome home = new RunHome(folder);
        try (StandInGateway gateway = gateway()) {
            LocalDate may = LocalDate.parse("2026-05-30");
            home.run(gateway, RunHome.backfill(may, may));

            RunResult night = home.run(gateway, RunRequest.nightly(OCTOBER_15, null));

            assertThat(night.loadedDays()).first().isEqualTo(may.plusDays(1));
        }
    }
}

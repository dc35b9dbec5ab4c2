package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.process.MeterhouseProcess.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process writes to a home, the next is turned away and told by whom, and readers notice neither. */
class TwoProcessesTests {

    private static final String COUNT = "select count(distinct usage_date) as days from marts.usage";

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void aSecondWriterIsTurnedAwayAndAReaderIsAnsweredWhileTheFirstIsAtWork() throws Exception {
        DemoUsage usage = DemoUsage.endingOn(java.time.LocalDate.parse("2026-08-31"));
        HeldRequests held = HeldRequests.ofDays(1, "2026-08-03"::equals);
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(usage, usage.directory()).withFaults(held))) {
            String[] secondDay = {"backfill", "--from", "2026-08-02", "--to", "2026-08-02"};
            assertThat(MeterhouseProcess.run(folder, gateway, secondDay).exitCode())
                    .isZero();
            try (MeterhouseProcess first = MeterhouseProcess.start(
                    folder, gateway, "backfill", "--from", "2026-08-01", "--to", "2026-08-03")) {
                held.await();

                Outcome second = MeterhouseProcess.run(folder, gateway, secondDay);
                Outcome reader = MeterhouseProcess.run(folder, gateway, "sql", COUNT, "--format", "csv");

                assertThat(second.exitCode()).isEqualTo(5);
                assertThat(second.remarks())
                        .containsPattern(
                                "^Error: The home %s is in use: 'backfill', process %d, since 2\\d{3}-\\d\\d-\\d\\dT[0-9:.]+Z\\. Wait until it has finished, or use another home\\.$"
                                        .formatted(MeterhouseProcess.home(folder), first.pid()));
                assertThat(reader).isEqualTo(new Outcome(0, "days\n1", ""));
                held.letGo();
                assertThat(first.end().exitCode()).isZero();
            }
            assertThat(MeterhouseProcess.run(folder, gateway, "sql", COUNT, "--format", "csv"))
                    .isEqualTo(new Outcome(0, "days\n3", ""));
        }
    }
}

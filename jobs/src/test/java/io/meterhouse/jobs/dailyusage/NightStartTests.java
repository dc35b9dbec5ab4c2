package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.runs.RunRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the first night begins, and every night after it; a night that reaches no source tells as well as any. */
class NightStartTests {

    private static final LocalDate OCTOBER_15 = LocalDate.parse("2026-10-15");

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void begin() {
        home = RunHome.prepared(folder);
    }

    @Test
    void aDayLoadedBeforehandDoesNotCutTheHistoryOfTheFirstNight() throws IOException {
        load(OCTOBER_15.minusDays(1));

        assertThat(rangesOfNights(OCTOBER_15)).containsExactly("2026-07-01 to 2026-10-14");
    }

    @Test
    void laterNightsBeginWhereTheFirstDidAlthoughItLoadedNothing() {
        rangesOfNights(LocalDate.parse("2026-09-30"));

        assertThat(rangesOfNights(OCTOBER_15)).containsExactly("2026-06-01 to 2026-09-29", "2026-06-01 to 2026-10-14");
    }

    @Test
    @Tag("long")
    void aBackfillOfOlderDaysDoesNotMoveWhereNightsBegin() throws IOException {
        load(LocalDate.parse("2026-05-30"));

        assertThat(rangesOfNights(OCTOBER_15)).containsExactly("2026-07-01 to 2026-10-14");
    }

    private void load(LocalDate day) throws IOException {
        DemoUsage usage = DemoUsage.endingOn(OCTOBER_15);
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(usage, usage.directory()))) {
            assertThat(home.run(gateway, RunHome.backfill(day, day)).loadedDays())
                    .containsExactly(day);
        }
    }

    /** The ranges of all nights so far, this one the last. */
    private List<String> rangesOfNights(LocalDate asOf) {
        home.setClock(asOf + "T03:00:00Z");
        home.run(RunHome.properties("http://127.0.0.1:9", "sk-any", 1000, 0), RunRequest.nightly(asOf, null));
        return home.written(
                "select concat(from_date, ' to ', to_date) as line from ops.run where command = 'nightly' order by run_id");
    }
}

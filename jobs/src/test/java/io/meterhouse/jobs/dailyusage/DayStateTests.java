package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger says of a day, by the hour at which it was fetched, and which keys it names. */
class DayStateTests {

    private static final String STATE =
            "select concat_ws(' ', state, case when is_final then 'final' end) as line from ops.day_status";

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    @Tag("long")
    void aDayIsCompleteAtTwoOfTheNextAndFinalAfterTheLookBack() throws IOException {
        AtomicReference<List<UsageRow>> rows = new AtomicReference<>(Usage.days(Usage.DAY, 1, 2));
        UsageRows growing = day -> day.equals(Usage.DAY) ? rows.get() : List.of();
        for (String[] expected : new String[][] {
            {"2026-08-04T01:59:59Z", "partial"},
            {"2026-08-04T02:00:00Z", "loaded"},
            {"2026-08-07T01:59:59Z", "loaded"},
            {"2026-08-07T02:00:00Z", "loaded final"}
        }) {
            load(growing, expected[0]);
            assertThat(home.written(STATE)).as(expected[0]).containsExactly(expected[1]);
        }
        assertThat(home.written("select reason as line from ops.restatement")).isEmpty();
        rows.set(Usage.days(Usage.DAY, 1, 3));

        load(growing, "2026-08-20T03:00:00Z");

        assertThat(
                        home.written(
                                "select concat_ws(' ', usage_date, old_request_count, new_request_count) as line from ops.restatement"))
                .containsExactly("2026-08-03 3 6");
    }

    @Test
    @Tag("long")
    void aHundredUnlistedKeysWithoutCostKeepTheirNamesAndOneMoreIsAScan() throws IOException {
        List<UsageRow> rows = new ArrayList<>(Usage.days(Usage.DAY, 1, 2));
        for (int i = 1; i <= 100; i++) {
            rows.add(Usage.failure(Usage.DAY, "unlisted-" + i));
        }
        String keys =
                "select count(distinct api_key_hash)::varchar || ' ' || sum(request_count) as line from marts.usage";
        load(UsageRows.of(rows), "2026-10-15T03:00:00Z");
        assertThat(home.published(keys)).containsExactly("102 103");
        rows.add(Usage.failure(Usage.DAY, "unlisted-101"));

        load(UsageRows.of(rows), "2026-10-15T03:00:01Z");

        assertThat(home.published(keys)).containsExactly("3 104");
        assertThat(
                        home.published(
                                "select sum(request_count)::varchar as line from marts.usage where api_key_hash = '(invalid key)'"))
                .containsExactly("101");
    }

    private void load(UsageRows rows, String now) throws IOException {
        home.setClock(now);
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(rows, GatewayDirectory.empty()))) {
            RunRequest anywhere = RunRequest.of(RunCommand.BACKFILL, Usage.DAY, Usage.DAY, RunRequest.Selection.ALL)
                    .with(new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW));
            assertThat(home.run(gateway, anywhere).outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
    }
}

package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names with characters that end a text elsewhere stay whole on their way from the answer to the snapshot. */
class ControlCharacterTests {

    private static final String CREATED = "2026-08-01T00:00:00.000000Z";

    @TempDir
    Path folder;

    @Test
    void aNulInANameNeitherCutsItNorMixesItWithAnother() throws IOException {
        List<UsageRow> rows = List.of(
                Usage.row(Usage.DAY, "key", "gpt", "openai", "ann", 1),
                Usage.row(Usage.DAY, "key\0one", "gpt\0four", "open\0ai", "ann\0", 2),
                Usage.row(Usage.DAY, "key\0two", "\0", "openai", "\0ann", 4));
        GatewayDirectory directory = new GatewayDirectory(
                List.of(new GatewayDirectory.User(
                        "ann\0", "ann@\0example.com", "Ann\0Lee", "internal_user", List.of(), 0, 1, CREATED, CREATED)),
                List.of(new GatewayDirectory.Key(
                        "key\0one",
                        "sk-...one",
                        "laptop\0",
                        "ann\0",
                        null,
                        0,
                        null,
                        null,
                        null,
                        List.of(),
                        Map.of(),
                        CREATED,
                        CREATED,
                        null)),
                List.of(),
                List.of(),
                List.of());
        RunHome home = RunHome.prepared(folder);
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(UsageRows.of(rows), directory))) {
            RunResult result = home.run(gateway, RunHome.backfill(Usage.DAY, Usage.DAY));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
        assertThat(home.cells())
                .containsExactlyInAnyOrder(
                        "2026-08-03 | key | gpt | openai | ann | 1",
                        "2026-08-03 | key\0one | gpt\0four | open\0ai | ann\0 | 2",
                        "2026-08-03 | key\0two | \0 | openai | \0ann | 4");
        assertThat(
                        home.published(
                                "select concat_ws(' | ', user_name, user_email, key_alias) as line from marts.usage where user_name like 'Ann%'"))
                .containsExactly("Ann\0Lee | ann@\0example.com | laptop\0");
    }
}

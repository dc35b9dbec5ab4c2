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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that reads like one of the star's own members is none of them: a client may send anything as a model or a key. */
class SpecialNameTests {

    private static final String CREATED = "2026-01-05T08:00:00.000000Z";

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void textThatReadsLikeASpecialMemberIsAMemberOfItsOwn() throws IOException {
        List<UsageRow> rows = List.of(
                Usage.row(Usage.DAY, "key-1", "(no model)", "openai", "user-1", 1),
                Usage.row(Usage.DAY, "key-1", "\\(no model)", "openai", "user-1", 2),
                Usage.row(Usage.DAY, "key-1", null, "openai", "user-1", 4),
                Usage.row(Usage.DAY, "(no key)", "m", "openai", "(unassigned)", 8),
                Usage.row(Usage.DAY, "(invalid key)", "m", "(no model)", "user-1", 16),
                Usage.row(Usage.DAY, "", "m", null, null, 32),
                Usage.row(Usage.DAY, "key-2", "(unassigned)", "unknown", "Unassigned", 64));

        assertThat(load(rows, GatewayDirectory.empty()))
                .containsExactlyInAnyOrder(
                        "2026-08-03 | key-1 | \\(no model) | openai | user-1 | 1",
                        "2026-08-03 | key-1 | \\\\(no model) | openai | user-1 | 2",
                        "2026-08-03 | key-1 | (no model) | openai | user-1 | 4",
                        "2026-08-03 | \\(no key) | m | openai | \\(unassigned) | 8",
                        "2026-08-03 | \\(invalid key) | m | (no model) | user-1 | 16",
                        "2026-08-03 | (no key) | m | unknown | (unassigned) | 32",
                        "2026-08-03 | key-2 | \\(unassigned) | unknown | (unassigned) | 64");
    }

    @Test
    void aScanOfInvalidKeysDoesNotTakeInAKeyThatIsCalledSo() throws IOException {
        List<UsageRow> rows = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            rows.add(Usage.failure(Usage.DAY, "scanned-" + i));
        }
        rows.add(Usage.row(Usage.DAY, "(invalid key)", "m", "openai", "user-1", 1));

        assertThat(load(rows, GatewayDirectory.empty()))
                .containsExactlyInAnyOrder(
                        "2026-08-03 | (invalid key) | gpt-4o | unknown | (unassigned) | 101",
                        "2026-08-03 | \\(invalid key) | m | openai | user-1 | 1");
    }

    @Test
    void aDirectoryThatUsesSuchNamesLeavesTheSpecialMembersAsTheyAre() throws IOException {
        GatewayDirectory directory = new GatewayDirectory(
                List.of(new GatewayDirectory.User(
                        "(unassigned)", "a@example.com", "Ada", "internal_user", List.of(), 0, 1, CREATED, CREATED)),
                List.of(new GatewayDirectory.Key(
                        "key-1",
                        "sk-...abcd",
                        "alias",
                        "(unassigned)",
                        "(unassigned)",
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
                List.of(new GatewayDirectory.Team("(unassigned)", "Research", List.of(), null, 0, CREATED, CREATED)),
                List.of(new GatewayDirectory.Model("group", "(no model)", Map.of("id", "deployment-1"))));
        load(
                List.of(
                        Usage.row(Usage.DAY, "key-1", "(no model)", "openai", "(unassigned)", 1),
                        Usage.row(Usage.DAY, "key-2", null, "openai", null, 2)),
                directory);

        assertThat(home.published("""
                                select concat_ws(' | ', request_count, user_id, user_name, team_id, team_name, model_name, model_group) as line
                                from marts.usage order by request_count
                                """))
                .containsExactly(
                        "1 | \\(unassigned) | Ada | \\(unassigned) | Research | \\(no model) | group",
                        "2 | (unassigned) | (unassigned) | (unassigned) | (unassigned) | (no model)");
    }

    private List<String> load(List<UsageRow> rows, GatewayDirectory directory) throws IOException {
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(UsageRows.of(rows), directory))) {
            RunResult result = home.run(gateway, RunHome.backfill(Usage.DAY, Usage.DAY));

            assertThat(result.failedDays()).isEmpty();
            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            return home.cells();
        }
    }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose counters are all zero are members without usage: they neither fail their day nor block the snapshot. */
class ZeroUsageTests {

    @TempDir
    Path folder;

    @Test
    void aMemberWithoutUsageIsNoDifferenceFromTheSource() throws IOException {
        loads(Usage.row(Usage.DAY, "key-zero", "openai/gpt-4o", "openai", "user-zero", 0));
    }

    @Test
    void aKeyWithoutModelAndWithoutUsageIsNoDifferenceFromTheSource() throws IOException {
        loads(Usage.row(Usage.DAY, "key-zero", "", "", "user-zero", 0));
    }

    @Test
    void aUserWithoutUsageOnAKeyOfSeveralModelsAndProvidersIsNoDifferenceFromTheSource() throws IOException {
        loads(
                Usage.row(Usage.DAY, "key-many", "gpt-4o", "openai", "user-1", 3),
                Usage.row(Usage.DAY, "key-many", "gpt-4o", "azure", "user-2", 4),
                Usage.row(Usage.DAY, "key-many", "claude", "bedrock", "user-zero", 0));
    }

    @Test
    void aUserWithoutUsageAndWithoutModelOnAKeyThatHasUsageIsNoDifferenceFromTheSource() throws IOException {
        loads(
                Usage.row(Usage.DAY, "key-many", "gpt-4o", "openai", "user-1", 3),
                Usage.row(Usage.DAY, "key-many", "claude", "bedrock", "user-2", 4),
                Usage.row(Usage.DAY, "key-many", "", "", "user-zero", 0));
    }

    @Test
    void aDayOnWhichNobodyUsedAnythingIsNoDifferenceFromTheSource() throws IOException {
        RunHome home = RunHome.prepared(folder);
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(
                UsageRows.of(List.of(Usage.row(Usage.DAY, "key-zero", "", "", "user-zero", 0))),
                GatewayDirectory.empty()))) {
            RunResult result = home.run(gateway, RunHome.backfill(Usage.DAY, Usage.DAY));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(result.brokenChecks()).isEmpty();
        }
    }

    private void loads(UsageRow... more) throws IOException {
        List<UsageRow> rows = new ArrayList<>(Usage.days(Usage.DAY, 1, 3));
        rows.addAll(List.of(more));
        RunHome home = RunHome.prepared(folder);
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()))) {
            RunResult result = home.run(gateway, RunHome.backfill(Usage.DAY, Usage.DAY));

            assertThat(result.failedDays()).isEmpty();
            assertThat(result.brokenChecks()).isEmpty();
            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            long requests = rows.stream().mapToLong(UsageRow::apiRequests).sum();
            assertThat(home.ledger()).containsExactly("2026-08-03 loaded " + requests);
        }
    }
}

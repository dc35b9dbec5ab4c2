package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Daily usage from a gateway that serves the kept rows, to the published snapshot. */
class DailyUsageTests {

    private static final Path KEPT = Path.of("src/test/resources/litellm");
    private static final LocalDate SEPTEMBER_20 = LocalDate.parse("2026-09-20");
    private static final Clock OCTOBER = Clock.fixed(Instant.parse("2026-10-15T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(ints = {7})
    void everyKeptDayLoadsToExactlyTheTableRowsInPagesOfAnySize(int pageSize) throws IOException {
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(keptRows(), keptDirectory()))) {
            RunResult result = run(gateway, pageSize, of(RunCommand.BACKFILL, "2026-08-03"));

            assertThat(result.failedDays()).isEmpty();
            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(result.loadedDays()).hasSize(49);
            assertThat(differencesFromTruth()).isEmpty();
        }
    }

    private static RunRequest of(RunCommand command, String from) {
        return RunRequest.of(command, LocalDate.parse(from), SEPTEMBER_20, RunRequest.Selection.ALL);
    }

    private RunResult run(StandInGateway gateway, int pageSize, RunRequest request) {
        DailyUsage usage = new DailyUsage(new WarehouseHome(home), properties(gateway, pageSize), OCTOBER);
        return new Runs(warehouse(), List.of(usage), NightlyProperties.defaults(), OCTOBER)
                .run(request, RunProgress.UNWATCHED, new StopSignal());
    }

    private Warehouse warehouse() {
        return new Warehouse(new WarehouseHome(home), WarehouseProperties.defaults(), OCTOBER);
    }

    private static LiteLlmProperties properties(StandInGateway gateway, int pageSize) {
        return new LiteLlmProperties(
                "litellm",
                gateway.baseUri().toString(),
                gateway.apiKey(),
                Map.of(),
                null,
                pageSize,
                4,
                null,
                3,
                null,
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(1));
    }

    private static UsageRows keptRows() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(KEPT.resolve("rows-truth.ndjson"))) {
            return UsageRows.fromNdjson(lines);
        }
    }

    private static GatewayDirectory keptDirectory() throws IOException {
        return GatewayDirectory.fromAnswers(KEPT.resolve("dimensions"));
    }

    private List<String> differencesFromTruth() {
        try (Lease lease = warehouse().lease("test")) {
            return lease.writer()
                    .query(
                            """
                            with truth as (
                                select
                                    date::date as usage_date,
                                    coalesce(nullif(api_key, ''), '(no key)') as api_key_hash,
                                    coalesce(nullif(model, ''), '(no model)') as model_name,
                                    coalesce(nullif(custom_llm_provider, ''), 'unknown') as provider_id,
                                    coalesce(nullif(user_id, ''), '(unassigned)') as user_id,
                                    sum(api_requests) as requests, sum(failed_requests) as failures,
                                    sum(successful_requests) as successes,
                                    sum(prompt_tokens) as prompt, sum(completion_tokens) as completion,
                                    sum(cache_read_input_tokens) as cache_read,
                                    sum(cache_creation_input_tokens) as cache_write,
                                    sum(total_response_time_ms) as millis, sum(timed_requests) as timed,
                                    sum(spend) as spend
                                from read_ndjson('%s')
                                group by all
                            ),
                            loaded as (
                                select usage_date, api_key_hash, model_name, provider_id, user_id,
                                    request_count as requests, failed_request_count as failures,
                                    successful_request_count as successes,
                                    prompt_tokens as prompt, completion_tokens as completion,
                                    cache_read_tokens as cache_read, cache_write_tokens as cache_write,
                                    coalesce(response_time_ms_sum, 0) as millis, coalesce(timed_request_count, 0) as timed,
                                    spend_usd as spend
                                from marts.usage
                            )
                            select concat_ws(' ', usage_date, api_key_hash, model_name, provider_id, user_id) as difference
                            from truth full join loaded using (usage_date, api_key_hash, model_name, provider_id, user_id)
                            where (truth.requests, truth.failures, truth.successes, truth.prompt, truth.completion,
                                    truth.cache_read, truth.cache_write, truth.millis, truth.timed)
                                is distinct from (loaded.requests, loaded.failures, loaded.successes, loaded.prompt,
                                    loaded.completion, loaded.cache_read, loaded.cache_write, loaded.millis, loaded.timed)
                                or abs(truth.spend - loaded.spend) > 1e-9
                            """.formatted(KEPT.resolve("rows-truth.ndjson").toAbsolutePath()),
                            row -> row.text("difference"));
        }
    }

    @Test
    void repeatingOrSplittingARunOrMakingItAgainFromLandingChangesNothing() throws IOException {
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(keptRows(), keptDirectory()))) {
            run(gateway, 1000, of(RunCommand.BACKFILL, "2026-09-07"));
            List<String> once = facts();
            run(gateway, 1000, of(RunCommand.BACKFILL, "2026-09-07"));
            assertThat(facts()).isEqualTo(once);
            run(gateway, 40, of(RunCommand.BACKFILL, "2026-09-14"));
            assertThat(facts()).isEqualTo(once);
            assertThat(run(gateway, 1000, of(RunCommand.REBUILD, "2026-09-07")).loadedDays())
                    .hasSize(14);
            assertThat(facts()).isEqualTo(once);
        }
    }

    private List<String> facts() {
        try (SnapshotReader snapshot = warehouse().snapshot()) {
            return snapshot.query(
                    "select fact::varchar as fact from star.fact_usage_daily as fact order by all",
                    row -> row.text("fact"));
        }
    }
}

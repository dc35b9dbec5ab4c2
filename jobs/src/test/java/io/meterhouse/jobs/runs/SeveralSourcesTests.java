package io.meterhouse.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.accesslogs.AccessLogs;
import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.usagefeed.UsageFeed;
import io.meterhouse.jobs.usagefeed.UsageFeedProperties;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run over LiteLLM and access logs reads both, and each goes without the other. */
class SeveralSourcesTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-02T03:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 10, 1);
    private static final String LINE =
            "203.0.113.7 - - [01/Oct/2026:08:00:00 +0000] \"POST /v1/chat/completions HTTP/1.1\" 200 5 \"-\" \"-\" 0.5\n";

    @TempDir
    Path folder;

    private WarehouseHome home;
    private Path log;

    @BeforeEach
    void writeALog() throws IOException {
        home = PreparedHome.in(folder.resolve("home"));
        Files.writeString(folder.resolve("service_routes.csv"), "path_pattern,service\n*/chat/*,llm\n");
        log = Files.writeString(folder.resolve("access.log"), LINE.repeat(3));
    }

    @Test
    void bothAreReadAndPublished() throws IOException {
        try (StandInGateway gateway = gateway()) {
            RunResult result = run(reached(gateway), backfill());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(result.sources())
                    .extracting(SourceResult::source, SourceResult::loadedDays, SourceResult::broughtThings)
                    .containsExactly(
                            tuple("litellm", List.of(YESTERDAY), List.of()),
                            tuple(
                                    "access-logs",
                                    List.of(),
                                    List.of("3 requests of 1 file of access logs; 0 lines rejected")));
            assertThat(new RunSummaries(warehouse().home()).last(1))
                    .containsExactly(new RunSummary(result.runId(), "done", 1, 0, result.broughtThings(), null));
            assertThat(published("select source || ' ' || state as line from ops.day_status order by line"))
                    .containsExactly("access-logs loaded", "litellm loaded");
        }
    }

    @Test
    void aProxyThatIsAwayCostsOnlyItsDays() throws IOException {
        RunResult result = run(away(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("could not be reached"));
        assertThat(published("select count(*)::varchar as line from star.fact_request"))
                .containsExactly("3");
        assertThat(published("select state || ' ' || error as line from ops.run")
                        .get(0))
                .startsWith("gaps litellm: LiteLLM at ");
    }

    @Test
    void aProxyThatRefusesTheKeyIsAWrongConfigurationAndTheLogsAreReadAllTheSame() throws IOException {
        try (StandInGateway gateway = gateway()) {
            LiteLlmProperties wrongKey =
                    LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), "sk-wrong");

            RunResult result = run(wrongKey, backfill());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(result.error()).contains("meterhouse.litellm.api-key");
            assertThat(published("select count(*)::varchar as line from star.fact_request"))
                    .containsExactly("3");
        }
    }

    @Test
    void everySourceThatIsRefusedIsToldAndTheRestIsPublished() throws IOException {
        Files.writeString(folder.resolve("service_routes.csv"), "path_pattern,service\nnonsense\n");
        UsageFeedProperties feed = UsageFeedProperties.notConfigured().of("other", List.of(writeAFeed()));
        try (StandInGateway gateway = gateway()) {
            LiteLlmProperties wrongKey =
                    LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), "sk-wrong");

            RunResult result = run(wrongKey, feed, List.of("*.log"), backfill());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(result.error()).contains("meterhouse.litellm.api-key");
            assertThat(result.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.source()).isEqualTo("access-logs");
                assertThat(gap.reason())
                        .startsWith("The access logs cannot be read: In ")
                        .contains(" line 2 is no rule");
            });
            assertThat(published("select count(*)::varchar as line from star.fact_usage_feed_daily"))
                    .containsExactly("1");
            assertThat(published("select state || ' ' || error as line from ops.run"))
                    .containsExactly("failed %s access-logs: %s"
                            .formatted(result.error(), result.gaps().get(0).reason()));
        }
    }

    @Test
    void aRefusalIsTheErrorAlsoWhereASourceIsAway() throws IOException {
        Files.writeString(folder.resolve("service_routes.csv"), "path_pattern,service\nnonsense\n");

        RunResult result = run(away(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error())
                .startsWith("The access logs cannot be read: In ")
                .contains(" line 2 is no rule");
        assertThat(result.gaps()).extracting(Gap::source).containsExactly("litellm");
    }

    @Test
    void everySourceThatIsAwayIsTold() throws IOException {
        RunResult result = run(away(), feedThatIsAway(), List.of("*.log"), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.error()).isNull();
        assertThat(result.gaps()).extracting(Gap::source).containsExactly("litellm", "usage-feed");
        assertThat(published("select count(*)::varchar as line from star.fact_request"))
                .containsExactly("3");
    }

    @Test
    void everySourceIsToldOnceWhereAllAreAway() throws IOException {
        RunResult result = run(away(), feedThatIsAway(), List.of(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.error()).startsWith("LiteLLM at http://127.0.0.1:");
        assertThat(result.gaps()).extracting(Gap::source).containsExactly("usage-feed");
    }

    @Test
    void theOnlySourceThatIsAwayFailsTheRun() throws IOException {
        RunResult result = run(away(), backfill().ofSource("litellm"));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.snapshotId()).isNull();
    }

    @Test
    void logsAloneAreASource() {
        RunResult result = run(LiteLlmProperties.notConfigured(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(published("select source || ' ' || state as line from ops.day_status"))
                .containsExactly("access-logs loaded");
    }

    @Test
    void aFileThatIsNoAccessLogIsRemarkedAndNoGap() throws IOException {
        Files.writeString(
                folder.resolve("audit.log"), "{\"timestamp\":\"2026-10-01T08:00:00\",\"level\":\"info\"}\n".repeat(5));

        RunResult result = run(LiteLlmProperties.notConfigured(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.remarks())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("audit.log") + " was left out: ");
    }

    @Test
    void aFolderBesideTheLogsThatCannotBeListedIsRemarkedAndNoGap() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder);

        RunResult result = run(
                LiteLlmProperties.notConfigured(),
                UsageFeedProperties.notConfigured(),
                List.of("access.log", "*/access.log"),
                backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.remarks())
                .containsExactly(folder.resolve("again") + " was left out: it is a link to a folder that it lies in.");
    }

    @Test
    void aFileThatCannotBeLoadedIsAGapThatConsentCloses() throws IOException {
        Files.writeString(log, LINE.repeat(900) + "rubbish\n".repeat(100));
        RunRequest night = RunRequest.nightly(YESTERDAY.plusDays(1), YESTERDAY);

        RunResult refused = run(LiteLlmProperties.notConfigured(), night);
        RunResult accepted = run(
                LiteLlmProperties.notConfigured(),
                night.with(new Consent(Consent.NONE.totals(), Consent.NONE.address(), Set.of(log.toString()))));

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(refused.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.part()).isEqualTo(log.toString());
            assertThat(gap.reason()).startsWith("100 of its 1000 new lines (10.0 %) are no requests");
        });
        assertThat(accepted.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(published("select count(*)::varchar as line from star.fact_request"))
                .containsExactly("900");
        assertThat(published("select count(*)::varchar as line from ops.reject"))
                .containsExactly("100");
    }

    @Test
    void rulesThatAreNoneAreAWrongConfiguration() throws IOException {
        Files.writeString(folder.resolve("service_routes.csv"), "path_pattern,service\nnonsense\n");

        RunResult result = run(LiteLlmProperties.notConfigured(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error())
                .startsWith("The access logs cannot be read: In ")
                .contains(" line 2 is no rule");
    }

    @Test
    void levelsThatAreNoneAreWarnedOfAndTheLogsAreReadAllTheSame() throws IOException {
        Files.writeString(folder.resolve("service_levels.csv"), "service,threshold\nllm,99\n");

        RunResult result = run(LiteLlmProperties.notConfigured(), backfill());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.warnings()).singleElement().asString().contains("service_levels.csv begins with the columns");
        assertThat(published("select count(*)::varchar as line from star.fact_request"))
                .containsExactly("3");
    }

    @Test
    void whatServicesPromiseIsHeldAgainstEachDay() throws IOException {
        Files.writeString(
                folder.resolve("service_levels.csv"),
                "service,endpoint,metric,threshold,valid_from,valid_to\nllm,,p95_ms,400,,\nllm,,success_percent,99,,\n");

        run(LiteLlmProperties.notConfigured(), backfill());

        assertThat(published("""
                        select concat_ws(' ', metric, is_breached) as line
                        from marts.service_level_breaches(date '2026-10-01', date '2026-10-01')
                        order by line
                        """)).containsExactly("p95_ms true", "success_percent false");
    }

    private static RunRequest backfill() {
        return RunRequest.of(RunCommand.BACKFILL, YESTERDAY, YESTERDAY, RunRequest.Selection.ALL);
    }

    private static StandInGateway gateway() throws IOException {
        DemoUsage usage = DemoUsage.endingOn(YESTERDAY);
        return StandInGateway.start(GatewayScript.of(usage, usage.directory()));
    }

    private static LiteLlmProperties reached(StandInGateway gateway) {
        return LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), gateway.apiKey());
    }

    private static LiteLlmProperties away() throws IOException {
        LiteLlmProperties quick = LiteLlmProperties.notConfigured();
        return new LiteLlmProperties(
                quick.name(),
                "http://" + closedAddress(),
                "sk-key",
                Map.of(),
                null,
                1000,
                1,
                null,
                3,
                null,
                quick.timeout(),
                0,
                quick.retryDelay());
    }

    private static UsageFeedProperties feedThatIsAway() throws IOException {
        return new UsageFeedProperties(
                "other",
                List.of(),
                "jdbc:postgresql://%s/usage".formatted(closedAddress()),
                null,
                "password",
                "select day, requests from usage where day between :from and :to",
                Map.of(),
                "USD");
    }

    private static String closedAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private String writeAFeed() throws IOException {
        return Files.writeString(
                        folder.resolve("feed.csv"),
                        "day,user,key,model,provider,requests,prompt_tokens,completion_tokens,cost_usd\n%s,ann,,gpt,openai,5,1,1,0.5\n"
                                .formatted(YESTERDAY))
                .toString();
    }

    private RunResult run(LiteLlmProperties litellm, RunRequest request) {
        return run(litellm, UsageFeedProperties.notConfigured(), List.of("*.log"), request);
    }

    private RunResult run(
            LiteLlmProperties litellm, UsageFeedProperties feed, List<String> logFiles, RunRequest request) {
        Warehouse warehouse = warehouse();
        AccessLogs logs = new AccessLogs(
                AccessLogProperties.notConfigured().of(logFiles),
                folder,
                folder,
                () -> "a pepper of this test".getBytes(StandardCharsets.UTF_8),
                () -> ErasedTexts.NONE,
                CLOCK);
        List<Source> sources = List.of(
                new DailyUsage(warehouse.home(), litellm, CLOCK),
                logs,
                new UsageFeed(warehouse.home(), feed, folder, CLOCK));
        return new Runs(warehouse, sources, NightlyProperties.defaults(), CLOCK)
                .run(request, RunProgress.UNWATCHED, new StopSignal());
    }

    private Warehouse warehouse() {
        return new Warehouse(home, WarehouseProperties.defaults(), CLOCK);
    }

    private List<String> published(String sql) {
        try (SnapshotReader snapshot = warehouse().snapshot()) {
            return snapshot.query(sql, row -> row.text("line"));
        }
    }
}

package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that cannot be read, or not as a whole, says so and leaves everything as it was. */
class UnusableSourceTests {

    private static final LocalDate FIRST = Usage.DAY;
    private static final LocalDate LAST = FIRST.plusDays(2);
    private static final List<UsageRow> ROWS = Usage.days(FIRST, 3, 6);

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void anUnreachableHostFailsTheRunAndIsNamed() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + closedPort;

        RunResult result = home.run(RunHome.properties(url, "sk-key", 1000, 1), all());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.error())
                .startsWith("LiteLLM at " + url + " could not be reached")
                .endsWith("when asked for /health/readiness, 2 times in a row.");
        assertThat(Files.exists(home.warehouse().home().publishedFile())).isFalse();
    }

    @Test
    void aSourceThatRefusesFiveConnectionsInARowIsLeftForTheRun() throws IOException {
        // The gateway goes away with its first answer about a day.
        StandInGateway[] gateway = new StandInGateway[1];
        Faults goingAway = request -> {
            if (isActivity(request)) {
                gateway[0].close();
            }
            return java.util.Optional.empty();
        };
        gateway[0] = start(script().withFaults(goingAway));

        RunResult result = home.run(gateway[0], RunHome.backfill(FIRST, FIRST.plusDays(5)));

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.failedDays()).hasSize(6);
        // Which days came to be the last is the scheduler's choice.
        assertThat(result.failedDays())
                .containsValue(
                        "LiteLLM at %s refused 5 connections in a row and is left for this run. Check that it is up and that meterhouse.litellm.base-url is right."
                                .formatted(gateway[0].baseUri()));
    }

    @Test
    void aWrongKeyIsRefusedWithoutShowingIt() throws IOException {
        try (StandInGateway gateway = start(script())) {
            RunResult result = home.run(
                    RunHome.properties(gateway.baseUri().toString(), "sk-wrong-key-0123456789", 1000, 3), all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(result.error())
                    .contains("meterhouse.litellm.api-key", "proxy_admin_viewer")
                    .doesNotContain("0123456789");
            assertThat(activityRequests(gateway)).isEmpty();
        }
    }

    @Test
    void aKeyThatSeesOnlyItsOwnRowsIsRefusedBeforeAnythingIsLoaded() throws IOException {
        try (StandInGateway gateway = start(script().withCaller("sk-of-a-user", GatewayScript.Role.USER, "user-1"))) {
            RunResult result =
                    home.run(RunHome.properties(gateway.baseUri().toString(), "sk-of-a-user", 1000, 3), all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(result.error()).contains("it would see only its own usage");
            assertThat(activityRequests(gateway)).isEmpty();
            assertThat(home.ledger()).isEmpty();
        }
    }

    @Test
    void aKeyThatMayListUsersButSeesOnlyItsOwnRowsIsRefused() throws IOException {
        GatewayScript script = script().withCaller(
                        "sk-of-an-organisation", GatewayScript.Role.ORGANISATION_ADMIN, "user-1")
                .withCaller("sk-of-another", GatewayScript.Role.VIEWER, "0-USER-1");
        try (StandInGateway gateway = start(script)) {
            RunResult result =
                    home.run(RunHome.properties(gateway.baseUri().toString(), "sk-of-an-organisation", 1000, 3), all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(result.error())
                    .isEqualTo(
                            "The key in meterhouse.litellm.api-key belongs to a user who is neither proxy_admin_viewer nor proxy_admin, so it would see only that user's usage (asked at %s). Use a key whose owner has the role proxy_admin_viewer or proxy_admin; the README shows the calls that make one."
                                    .formatted(gateway.baseUri()));
            assertThat(activityRequests(gateway)).isEmpty();
            assertThat(home.ledger()).isEmpty();
        }
    }

    @Tag("long")
    @Test
    void theKeyOfAViewerAndTheMasterKeyLoad() throws IOException {
        try (StandInGateway gateway =
                start(script().withCaller("sk-viewer", GatewayScript.Role.VIEWER, "meterhouse"))) {
            assertThat(home.run(RunHome.properties(gateway.baseUri().toString(), "sk-viewer", 1000, 3), all())
                            .outcome())
                    .isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
    }

    @Test
    @Tag("long")
    void anAddressThatWasNeverGoodIsNotRecorded() throws IOException {
        try (StandInGateway gateway = start(script());
                StandInGateway other = start(script().withFaults(Faults.always(request -> true, Fault.html())))) {
            assertThat(home.run(other, all()).outcome()).isEqualTo(RunResult.Outcome.FAILED);

            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
    }

    @Test
    void aPageForPeopleInsteadOfJsonFailsTheRun() throws IOException {
        try (StandInGateway gateway = start(script().withFaults(Faults.always(request -> true, Fault.html())))) {
            RunResult result = home.run(gateway, all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
            assertThat(result.error())
                    .contains(
                            gateway.baseUri().toString(),
                            "gave no usable answer (The answer is not whole JSON",
                            "<!doctype html>",
                            "4 times in a row");
        }
    }

    @Test
    void jsonOfAnotherShapeFailsTheRun() throws IOException {
        try (StandInGateway gateway = start(script().withFaults(Faults.always(request -> true, Fault.wrongShape())))) {
            RunResult result = home.run(gateway, all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
            assertThat(result.error()).contains("answers /user/list, but not as LiteLLM does");
        }
    }

    @Test
    void activityOfAnotherShapeFailsItsDayOnly() throws IOException {
        try (StandInGateway gateway =
                start(script().withFaults(Faults.always(activityOf(FIRST), Fault.wrongShape())))) {
            RunResult result = home.run(gateway, all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(result.failedDays().get(FIRST)).contains("JSON of another shape");
            assertThat(result.loadedDays()).containsExactly(FIRST.plusDays(1), LAST);
        }
    }

    @Tag("long")
    @Test
    void metricsThatAreNoNumbersFailTheirDayInsteadOfLoadingNothing() throws IOException {
        Fault words = new Fault.OtherAnswer(200, "application/json", java.util.Map.of(), """
                {"results":[{"date":"%s","metrics":{"api_requests":"many"},"breakdown":{}}],
                 "metadata":{"total_pages":1,"has_more":false}}
                """.formatted(FIRST));
        Fault empty = new Fault.OtherAnswer(200, "application/json", java.util.Map.of(), """
                {"results":[{"date":"%s"}],"metadata":{"total_pages":1,"has_more":false}}
                """.formatted(LAST));
        try (StandInGateway gateway = start(script().withFaults(
                        Faults.always(activityOf(FIRST), words).or(Faults.always(activityOf(LAST), empty))))) {
            RunResult result = home.run(gateway, all());

            assertThat(result.failedDays().keySet()).containsExactly(FIRST, LAST);
        }
    }

    @Tag("long")
    @Test
    void anAbsurdNumberFailsItsDayOnly() throws IOException {
        Fault absurd = new Fault.OtherAnswer(200, "application/json", java.util.Map.of(), """
                {"results":[{"date":"%s","metrics":{"spend":1e999999999,"api_requests":1},"breakdown":{}}],
                 "metadata":{"total_pages":1,"has_more":false}}
                """.formatted(FIRST));
        try (StandInGateway gateway = start(script().withFaults(Faults.always(activityOf(FIRST), absurd)))) {
            RunResult result = home.run(gateway, all());

            assertThat(result.failedDays().keySet()).containsExactly(FIRST);
            assertThat(result.loadedDays()).containsExactly(FIRST.plusDays(1), LAST);
        }
    }

    @Tag("long")
    @Test
    void tooManyRequestsAreRepeatedAfterThePauseTheSourceNames() throws IOException {
        try (StandInGateway gateway =
                start(script().withFaults(Faults.first(1, activityOf(FIRST), Fault.tooManyRequests(1))))) {
            long begun = System.nanoTime();
            RunResult result = home.run(gateway, RunHome.backfill(FIRST, FIRST));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activityRequests(gateway)).hasSize(2);
            assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
        }
    }

    @Test
    void aDayThatAlwaysFailsLeavesTheOthersLoadedAndPublished() throws IOException {
        try (StandInGateway gateway =
                start(script().withFaults(Faults.always(activityOf(FIRST.plusDays(1)), Fault.serverError())))) {
            RunResult result = home.run(gateway, all());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(result.failedDays().keySet()).containsExactly(FIRST.plusDays(1));
            assertThat(result.failedDays().get(FIRST.plusDays(1)))
                    .isEqualTo(
                            "LiteLLM at %s answered 500 {\"detail\":{\"error\":\"Failed to fetch analytics: connection to the database was lost\"}} when asked for /user/daily/activity, 4 times in a row."
                                    .formatted(gateway.baseUri()));
            assertThat(home.lastError(FIRST.plusDays(1)))
                    .isEqualTo(result.failedDays().get(FIRST.plusDays(1)));
            assertThat(home.ledger())
                    .containsExactly("2026-08-03 loaded 21", "2026-08-04 failed error", "2026-08-05 loaded 141");
            assertThat(home.published(
                            "select usage_date::varchar as line from star.fact_usage_daily group by all order by all"))
                    .containsExactly("2026-08-03", "2026-08-05");
        }
    }

    @Tag("long")
    @Test
    void aPageCutInTheMiddleAndBrokenJsonAreAskedForAgain() throws IOException {
        Faults faults = Faults.first(1, UnusableSourceTests::isActivity, Fault.cutBody())
                .or(Faults.first(1, UnusableSourceTests::isActivity, Fault.invalidJson()))
                .or(Faults.first(1, UnusableSourceTests::isActivity, Fault.closedConnection()))
                .or(Faults.first(1, request -> request.path().equals("/key/list"), Fault.cutBody()));
        try (StandInGateway gateway = start(script().withFaults(faults))) {
            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger())
                    .containsExactly("2026-08-03 loaded 21", "2026-08-04 loaded 81", "2026-08-05 loaded 141");
        }
    }

    @Test
    void anEmptiedSourceNeverOverwritesWhatWasLoaded() throws IOException {
        try (StandInGateway full = start(script())) {
            home.run(full, all());
        }
        List<String> before = home.facts();
        try (StandInGateway emptied = start(GatewayScript.of(UsageRows.of(List.of()), GatewayDirectory.empty()))) {
            RunResult refused = home.run(emptied, confirmed(LandingDraft.Acceptance.GROWING_TOTALS));

            assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(refused.failedDays().get(FIRST))
                    .startsWith(
                            "The source shrank: LiteLLM now says 0 requests, 0 tokens and $0 for 2026-08-03, less than the 21 requests, 2310 tokens and $0.021 loaded before, which stay.");
            assertThat(home.facts()).isEqualTo(before);
            assertThat(home.ledger())
                    .containsExactly(
                            "2026-08-03 loaded 21 error", "2026-08-04 loaded 81 error", "2026-08-05 loaded 141 error");

            RunResult accepted = home.run(emptied, confirmed(LandingDraft.Acceptance.LOWER_TOTALS));

            assertThat(accepted.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.facts()).isEmpty();
            assertThat(home.ledger()).containsExactly("2026-08-03 zero 0", "2026-08-04 zero 0", "2026-08-05 zero 0");
            assertThat(home.published("""
                                    select concat_ws(' ', usage_date, old_request_count, new_request_count, new_spend_usd::double, reason) as line
                                    from ops.restatement order by line
                                    """))
                    .containsExactly(
                            "2026-08-03 21 0 0.0 backfill",
                            "2026-08-04 81 0 0.0 backfill",
                            "2026-08-05 141 0 0.0 backfill");
        }
    }

    @Test
    @Tag("long")
    void anotherAddressIsRefusedUntilItIsConfirmed() throws IOException {
        try (StandInGateway one = start(script());
                StandInGateway other = start(script())) {
            home.run(one, all());
            byte[] published = home.snapshot();

            RunResult refused = home.run(other, all());

            assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(refused.error())
                    .isEqualTo(
                            "This warehouse was filled from %s and meterhouse.litellm.base-url is %s. If both are the same proxy, confirm with 'meterhouse backfill --from DAY --to DAY --accept-new-address'; else use another home."
                                    .formatted(one.baseUri(), other.baseUri()));
            assertThat(other.requests()).isEmpty();
            assertThat(home.snapshot()).isEqualTo(published);
            assertThat(home.run(other, confirmed(LandingDraft.Acceptance.GROWING_TOTALS))
                            .outcome())
                    .isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.run(other, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
    }

    @Test
    @Tag("long")
    void aSourceThatFailsLaterLeavesTheSnapshotAndEarlierDaysAsTheyWere() throws IOException {
        AtomicInteger failing = new AtomicInteger();
        Faults faults = request -> failing.get() == 0
                ? java.util.Optional.empty()
                : java.util.Optional.of(failing.get() == 1 ? Fault.unavailable() : Fault.html());
        try (StandInGateway gateway = start(script().withFaults(faults))) {
            home.run(gateway, all());
            byte[] published = home.snapshot();
            for (int fault = 1; fault <= 2; fault++) {
                failing.set(fault);
                assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.FAILED);
                assertThat(home.snapshot()).isEqualTo(published);
            }
            assertThat(home.ledger())
                    .containsExactly("2026-08-03 loaded 21", "2026-08-04 loaded 81", "2026-08-05 loaded 141");
            assertThat(home.written("select distinct state as line from ops.run order by line"))
                    .containsExactly("done", "failed");
        }
    }

    @Test
    void nothingSecretIsEverWritten() throws IOException {
        String secret = "sk-live-0123456789abcdef";
        Fault keys = new Fault.OtherAnswer(200, "application/json", java.util.Map.of(), """
                {"keys":[{"token":"key-1","key_alias":"one","key":"%1$s","user_id":"user-1","key_name":"sk-...cdef",
                    "metadata":{"logging":[{"callback_vars":{"langfuse_secret_key":"%1$s"}}],"note":"use %1$s for it"},
                    "litellm_params":{"api_key":"%1$s","password":"%1$s"},"raw":["%1$s"]}],
                 "total_count":1,"current_page":1,"total_pages":1}
                """.formatted(secret));
        Fault users = new Fault.OtherAnswer(200, "application/json", java.util.Map.of(), """
                {"users":[{"user_id":"user-1","password":"hunter2-hunter2","user_email":"one@example.com"}],"total":1,"page":1,
                 "page_size":100,"total_pages":1}
                """);
        Faults faults = Faults.always(request -> request.path().equals("/key/list"), keys)
                .or(Faults.always(request -> request.path().equals("/user/list"), users));
        try (StandInGateway gateway = start(script().withFaults(faults))) {
            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(home.content(file))
                            .as(file.toString())
                            .doesNotContain(secret, "hunter2", gateway.apiKey());
                }
            }
            assertThat(home.published("select key_alias as line from star.dim_api_key where api_key_hash = 'key-1'"))
                    .containsExactly("one");
        }
    }

    @Tag("long")
    @Test
    void aDeploymentIsLandedWithoutWhatIsNotLoaded() throws IOException {
        Fault models = new Fault.OtherAnswer(200, "application/json", java.util.Map.of(), """
                {"data":[{"model_name":"gpt","litellm_params":{"model":"azure/gpt","azure_ad_token":"eyJhbGci.hunter2",
                    "aws_session_token":"hunter2","extra_headers":{"x-api-key":"hunter2"},
                    "api_base":"https://me:hunter2@host/v1?code=hunter2"},
                  "model_info":{"id":"deployment-1","mode":"chat","base_model":"hunter2"}}]}
                """);
        Faults faults = Faults.always(request -> request.path().equals("/model/info"), models);
        try (StandInGateway gateway = start(script().withFaults(faults))) {
            assertThat(home.run(gateway, all()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertNowhere("hunter2");
            assertThat(home.published("select model_mode as line from star.dim_model where model_name = 'azure/gpt'"))
                    .containsExactly("chat");
        }
    }

    @Test
    void aKeySentForAModelIsNeverWritten() throws IOException {
        String secret = "sk-live-0123456789abcdef";
        List<UsageRow> rows = List.of(
                Usage.row(FIRST, "key-1", secret, "openai", "user-1", 3),
                Usage.row(FIRST, "key-1", "openai/" + secret, "azure", "user-2", 5),
                Usage.row(FIRST, "key-1", "gpt", "azure", "user-1", 7),
                Usage.row(FIRST, secret, "gpt", "openai", "user-1", 11));
        try (StandInGateway gateway = start(GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()))) {
            RunResult result = home.run(gateway, RunHome.backfill(FIRST, FIRST));

            assertThat(result.failedDays()).isEmpty();
            assertNowhere(secret);
            assertThat(home.cells()).hasSize(4).anyMatch(cell -> cell.contains("| openai/sk-…"));
        }
    }

    private void assertNowhere(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(home.content(file)).as(file.toString()).doesNotContain(secret);
            }
        }
    }

    private static RunRequest all() {
        return RunHome.backfill(FIRST, LAST);
    }

    private static RunRequest confirmed(LandingDraft.Acceptance acceptance) {
        return RunRequest.of(RunCommand.BACKFILL, FIRST, LAST, RunRequest.Selection.ALL)
                .with(new Consent(acceptance, Consent.Address.CONFIRMED_NEW));
    }

    private static GatewayScript script() {
        return GatewayScript.of(UsageRows.of(ROWS), GatewayDirectory.empty());
    }

    private static StandInGateway start(GatewayScript script) throws IOException {
        return StandInGateway.start(script);
    }

    private static boolean isActivity(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity");
    }

    private static Predicate<ReceivedRequest> activityOf(LocalDate day) {
        return request -> isActivity(request)
                && request.parameter("start_date").orElse("").equals(day.toString());
    }

    private static List<ReceivedRequest> activityRequests(StandInGateway gateway) {
        return gateway.requests().stream()
                .filter(UnusableSourceTests::isActivity)
                .toList();
    }
}

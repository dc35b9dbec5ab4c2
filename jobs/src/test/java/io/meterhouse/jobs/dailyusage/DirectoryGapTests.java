package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is who is no reason to do without usage: a directory that cannot be had is named, and the days load. */
class DirectoryGapTests {

    private static final LocalDate DAY = Usage.DAY;
    private static final String STAYS = "Users, keys, teams and models stay as they were. LiteLLM at ";

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    static Stream<Arguments> brokenEndpoints() {
        return Stream.of(
                arguments("/model/info", answer(403, "{}"), "refused the key for /model/info (HTTP 403)."),
                arguments("/team/list", answer(404, "{}"), "has no /team/list (HTTP 404)."),
                arguments("/user/list", answer(400, "{}"), "answered 400 to /user/list:"),
                arguments("/key/list", Fault.serverError(), "answered 500 {\"detail\""),
                arguments("/team/list", Fault.html(), "when asked for /team/list, 4 times in a row."),
                arguments(
                        "/team/list",
                        answer(200, "{\"teams\":[]}"),
                        "answers /team/list, but not as LiteLLM does: it is no list."),
                arguments(
                        "/user/list",
                        answer(200, "[]"),
                        "answers /user/list, but not as LiteLLM does: it has no list 'users'."),
                arguments("/key/list", answer(200, "{\"keys\":[]}"), "its 'total_pages' is no number of pages."),
                arguments(
                        "/model/info",
                        answer(200, "{\"data\":[{\"model_name\":\"gpt-4o\"},{\"model_info\":{\"id\":\"one\"}}]}"),
                        "1 of its 2 entries have no 'model_info/id'."));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("brokenEndpoints")
    void aDirectoryEndpointThatIsRefusedOrBrokenIsNamedAndTheDaysLoad(String path, Fault fault, String told)
            throws IOException {
        try (StandInGateway gateway = gateway(Faults.always(request -> isListing(request, path), fault))) {
            RunResult result = home.run(gateway, day());

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(result.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(STAYS + gateway.baseUri())
                    .contains(told);
            assertThat(result.failedDays()).isEmpty();
            assertThat(result.snapshotId()).isEqualTo("S-" + result.runId());
            assertThat(home.ledger()).containsExactly("2026-08-03 loaded 21");
            assertThat(home.published("select state || ' ' || error as line from ops.run"))
                    .containsExactly("gaps " + result.warnings().get(0));
        }
    }

    @Test
    void theDirectoryStaysAsItWasUntilItCanBeHadAsAWhole() throws IOException {
        AtomicBoolean isBroken = new AtomicBoolean();
        AtomicBoolean isRenamed = new AtomicBoolean();
        Faults faults = request -> {
            if (isListing(request, "/model/info") && isBroken.get()) {
                return Optional.of(answer(403, "{}"));
            }
            return request.path().equals("/key/list")
                    ? Optional.of(keyNamed(isRenamed.get() ? "renamed" : "one"))
                    : Optional.empty();
        };
        try (StandInGateway gateway = gateway(faults)) {
            assertThat(home.run(gateway, day()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            isRenamed.set(true);
            isBroken.set(true);
            home.setClock("2026-10-16T03:00:00Z");
            assertThat(home.run(gateway, day()).outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(aliases()).containsExactly("one");

            isBroken.set(false);
            home.setClock("2026-10-17T03:00:00Z");
            assertThat(home.run(gateway, day()).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(aliases()).containsExactly("renamed");
        }
    }

    @Test
    @Tag("long")
    void aVersionThatKeepsNoDeletedKeysHasAWholeDirectory() throws IOException {
        Faults faults = Faults.always(
                request -> request.parameter("status").isPresent(), answer(400, "{\"error\":{\"code\":\"400\"}}"));
        try (StandInGateway gateway = gateway(faults)) {
            assertThat(home.run(gateway, day()).outcome()).isEqualTo(RunResult.Outcome.DONE);
        }
    }

    @Test
    @Tag("long")
    void aBackfillOfSeveralSlicesAsksForTheDirectoryOnceAndNamesItOnce() throws IOException {
        try (StandInGateway gateway =
                gateway(Faults.always(request -> isListing(request, "/model/info"), answer(403, "{}")))) {
            RunResult result = home.run(gateway, RunHome.backfill(DAY, DAY.plusDays(24)));

            assertThat(result.loadedDays()).hasSize(25);
            assertThat(result.warnings()).hasSize(1);
            assertThat(gateway.requests().stream().filter(request -> isListing(request, "/model/info")))
                    .hasSize(1);
        }
    }

    private List<String> aliases() {
        return home.published(
                "select key_alias as line from star.dim_api_key where api_key_hash = 'key-1' and is_current");
    }

    private static Fault keyNamed(String alias) {
        return answer(
                200,
                "{\"keys\":[{\"token\":\"key-1\",\"key_alias\":\"%s\"}],\"total_count\":1,\"current_page\":1,\"total_pages\":1}"
                        .formatted(alias));
    }

    private static Fault answer(int status, String body) {
        return new Fault.OtherAnswer(status, "application/json", Map.of(), body);
    }

    /** The whole list, not the one user that the pre-flight asks for. */
    private static boolean isListing(ReceivedRequest request, String path) {
        return request.path().equals(path) && !request.parameter("page_size").equals(Optional.of("1"));
    }

    private static RunRequest day() {
        return RunHome.backfill(DAY, DAY);
    }

    private static StandInGateway gateway(Faults faults) throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(Usage.days(DAY, 1, 6)), GatewayDirectory.empty())
                .withFaults(faults));
    }
}

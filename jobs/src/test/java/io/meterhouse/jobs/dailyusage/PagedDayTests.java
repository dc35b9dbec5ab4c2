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
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Days of several pages are loaded only when another answer proves that no row was lost or came twice. */
class PagedDayTests {

    private static final String VIEWER = "sk-of-a-viewer";
    private static final String TRUTH = "2026-08-03 loaded 55";
    private static final List<UsageRow> ROWS = Usage.days(Usage.DAY, 1, 10);

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @ParameterizedTest
    @EnumSource(
            value = GatewayScript.Role.class,
            names = {"ADMIN", "VIEWER"})
    void aRowLostOrRepeatedBetweenTwoPagesIsNoticedAndTheDayReadAgain(GatewayScript.Role role) throws IOException {
        for (Fault fault : List.of(Fault.rowLost(), Fault.rowRepeated())) {
            try (StandInGateway gateway = start(Faults.first(1, PagedDayTests::isSecondPage, fault))) {
                RunResult result = run(gateway, role);

                assertThat(result.outcome()).as(fault.toString()).isEqualTo(RunResult.Outcome.DONE);
                assertThat(home.ledger()).containsExactly(TRUTH);
                assertThat(gateway.requests().stream().filter(PagedDayTests::isSecondPage))
                        .hasSizeGreaterThan(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = GatewayScript.Role.class,
            names = {"ADMIN", "VIEWER"})
    @Tag("long")
    void aDayThatIsAlwaysWrongFailsAndWhatWasLoadedStays(GatewayScript.Role role) throws IOException {
        AtomicInteger isWrong = new AtomicInteger();
        Faults faults = request ->
                isWrong.get() == 1 && isSecondPage(request) ? Optional.of(Fault.rowRepeated()) : Optional.empty();
        try (StandInGateway gateway = start(faults)) {
            run(gateway, role);
            List<String> facts = home.facts();
            isWrong.set(1);

            RunResult result = run(gateway, role);

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
            assertThat(result.failedDays().get(Usage.DAY))
                    .startsWith(
                            "LiteLLM's answers about 2026-08-03 contradict each other in 3 readings; what was loaded before stays. The last: Two readings of 2026-08-03 differ: for the ");
            assertThat(home.ledger()).containsExactly(TRUTH + " error");
            assertThat(home.facts()).isEqualTo(facts);
        }
    }

    @Test
    void anAggregatedAnswerThatLeavesNothingOutProvesADayAlone() throws IOException {
        try (StandInGateway whole = start(Faults.none());
                StandInGateway gateway = start(Faults.always(PagedDayTests::isAggregated, unpaged(whole)))) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activity(gateway)).hasSize(3 + 1);
        }
    }

    @Test
    void anAggregatedAnswerWithoutUsersProvesADayWhoseRowsAreOrdered() throws IOException {
        try (StandInGateway gateway = start(Faults.none())) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activity(gateway)).hasSize(3 + 1);
        }
    }

    @Test
    void whereRowsAreNotOrderedAnAggregatedAnswerWithoutUsersNeedsASecondReading() throws IOException {
        try (StandInGateway gateway = startUnordered(ROWS, Faults.none())) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activity(gateway)).hasSize(3 + 1 + 2);
        }
    }

    @Test
    void modelsThatAreAskedForTheirProvidersAnywayAreTheSecondReading() throws IOException {
        List<UsageRow> rows = List.of(
                Usage.row(Usage.DAY, "key-1", "gpt-4o", "openai", "user-1", 1),
                Usage.row(Usage.DAY, "key-1", "claude", "anthropic", "user-1", 2));
        try (StandInGateway gateway = start(rows, Faults.none())) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN, 1).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activity(gateway)).hasSize(2 + 1 + 2);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("twoRowsOfEqualFigures")
    void aRowRepeatedInPlaceOfAnotherOfEqualFiguresIsNoticed(UsageRow one, UsageRow other) throws IOException {
        for (GatewayScript.Role role : List.of(GatewayScript.Role.ADMIN, GatewayScript.Role.VIEWER)) {
            Predicate<ReceivedRequest> second = request -> request.path().equals("/user/daily/activity")
                    && request.parameter("model").isEmpty()
                    && request.parameter("page").equals(Optional.of("2"))
                    && request.parameter("page_size").equals(Optional.of("1"));
            try (StandInGateway gateway =
                    startUnordered(List.of(one, other), Faults.first(1, second, Fault.rowRepeated()))) {
                assertThat(run(gateway, role, 1).outcome()).isEqualTo(RunResult.Outcome.DONE);
                assertThat(home.cells())
                        .containsExactlyInAnyOrder(
                                "2026-08-03 | k1 | m | openai | u1 | 1",
                                String.join(
                                        " | ",
                                        "2026-08-03",
                                        other.apiKey(),
                                        String.valueOf(other.model()),
                                        String.valueOf(other.provider()),
                                        String.valueOf(other.userId()),
                                        "1"));
            }
        }
    }

    static List<Arguments> twoRowsOfEqualFigures() {
        UsageRow one = Usage.row(Usage.DAY, "k1", "m", "openai", "u1", 1);
        return List.of(
                Arguments.of(one, Usage.row(Usage.DAY, "k2", "m", "openai", "u1", 1)),
                Arguments.of(one, Usage.row(Usage.DAY, "k1", "n", "openai", "u1", 1)),
                Arguments.of(one, Usage.row(Usage.DAY, "k1", "m", "vertex", "u1", 1)),
                Arguments.of(one, Usage.row(Usage.DAY, "k1", "m", "openai", "u2", 1)));
    }

    @Test
    void rowsWithoutAKeyThatTheAggregatedAnswerLeavesOutAreProvedByAnotherPageSize() throws IOException {
        List<UsageRow> rows = List.of(
                Usage.row(Usage.DAY, "", "m", "openai", "u1", 1), Usage.row(Usage.DAY, "", "m", "openai", "u2", 1));
        Predicate<ReceivedRequest> second = request -> request.path().equals("/user/daily/activity")
                && request.parameter("page").equals(Optional.of("2"))
                && request.parameter("page_size").equals(Optional.of("1"));
        try (StandInGateway withoutThem = start(List.of(), Faults.none());
                StandInGateway gateway = start(
                        rows,
                        Faults.always(PagedDayTests::isAggregated, unpaged(withoutThem))
                                .or(Faults.first(1, second, Fault.rowRepeated())))) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN, 1).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.cells())
                    .containsExactly(
                            "2026-08-03 | (no key) | m | openai | u1 | 1",
                            "2026-08-03 | (no key) | m | openai | u2 | 1");
        }
    }

    @Test
    @Tag("long")
    void aModelTooLongForAnAddressIsProvedByAnotherPageSize() throws IOException {
        List<UsageRow> rows = new ArrayList<>(ROWS);
        rows.add(Usage.row(Usage.DAY, "key-of-a-prompt", "é".repeat(700), "", "user-1", 3));
        Faults faults = Faults.always(
                request -> request.parameter("model").orElse("").length() >= 700,
                new Fault.OtherAnswer(414, "text/html", Map.of(), "<h1>414 Request-URI Too Large</h1>"));
        try (StandInGateway gateway = start(rows, faults)) {
            assertThat(run(gateway, GatewayScript.Role.VIEWER).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger()).containsExactly("2026-08-03 loaded 58");
        }
    }

    @Test
    void anAggregatedAnswerThatListsOnlyTheTopKeysStillProves() throws IOException {
        List<UsageRow> rows = new ArrayList<>(ROWS);
        rows.add(Usage.row(Usage.DAY, "", "openai/gpt-4o", "openai", "", 3));
        try (StandInGateway gateway = StandInGateway.start(
                GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()).withKeyLimit(2))) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger()).containsExactly("2026-08-03 loaded 58");
        }
    }

    @Test
    void aViewersKeyProvesADayModelByModelAndByAnotherPageSize() throws IOException {
        try (StandInGateway gateway = start(Faults.none())) {
            assertThat(run(gateway, GatewayScript.Role.VIEWER).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger()).containsExactly(TRUTH);
            assertThat(activity(gateway).stream()
                            .filter(request -> !request.path().endsWith("/aggregated"))
                            .map(request -> request.parameter("model").orElse("-") + " "
                                    + request.parameter("page_size").orElse("")))
                    .containsOnly("- 4", "azure/gpt-4o-eu 4", "openai/gpt-4o 4", "openai/gpt-4o-mini 4", "- 5");
        }
    }

    @Tag("long")
    @Test
    void anAggregatedEndpointThatFailsIsAskedOnceAndDoneWithoutInEverySliceOfTheRun() throws IOException {
        Faults faults = Faults.always(PagedDayTests::isAggregated, Fault.serverError());
        try (StandInGateway gateway = start(Usage.days(Usage.DAY, 11, 10), faults)) {
            LiteLlmProperties oneDayAtATime = new LiteLlmProperties(
                    "litellm",
                    gateway.baseUri().toString(),
                    gateway.apiKey(),
                    Map.of(),
                    null,
                    4,
                    1,
                    null,
                    3,
                    null,
                    Duration.ofSeconds(30),
                    3,
                    Duration.ofMillis(1));
            RunResult result = home.run(oneDayAtATime, RunHome.backfill(Usage.DAY, Usage.DAY.plusDays(10)));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(gateway.requests().stream().filter(PagedDayTests::isAggregated))
                    .hasSize(1);
        }
    }

    static List<Fault> contradictionsOfTheSecondPage() {
        return List.of(new Fault.OtherPaging(3, false), new Fault.OtherPaging(4, true), new Fault.OtherPaging(2, true));
    }

    @ParameterizedTest
    @MethodSource("contradictionsOfTheSecondPage")
    void aPageThatContradictsItselfOrThoseBeforeItIsNoticedAndTheDayReadAgain(Fault contradiction) throws IOException {
        try (StandInGateway gateway = start(Faults.first(1, PagedDayTests::isSecondPage, contradiction))) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger()).containsExactly(TRUTH);
            assertThat(gateway.requests().stream().filter(PagedDayTests::isSecondPage))
                    .hasSize(2);
        }
    }

    @Test
    @Tag("long")
    void moreThatIsAnnouncedForEverEndsWithTheLastPageThatWasCounted() throws IOException {
        Faults faults = Faults.always(PagedDayTests::isPageOfTheDay, new Fault.OtherPaging(3, true));
        try (StandInGateway gateway = start(faults)) {
            assertThat(failure(gateway)).endsWith("The last: Page 3 of 3 says that more follow.");
            assertThat(activity(gateway)).hasSize(3 * 3);
        }
    }

    @Test
    @Tag("long")
    void pagesWhoseNumberGrowsForEverEndWithTheSecond() throws IOException {
        Faults faults = request -> isPageOfTheDay(request)
                ? Optional.of(new Fault.OtherPaging(
                        1 + Long.parseLong(request.parameter("page").orElse("")), true))
                : Optional.empty();
        try (StandInGateway gateway = start(faults)) {
            assertThat(failure(gateway))
                    .endsWith("The last: Page 2 says that there are 3 pages, and those before it said 2.");
            assertThat(activity(gateway)).hasSize(3 * 2);
        }
    }

    @Test
    void aDayIsNeverShortBecauseAPageSaysItIsTheLast() throws IOException {
        Faults faults = Faults.always(PagedDayTests::isPageOfTheDay, new Fault.OtherPaging(3, false));
        try (StandInGateway gateway = start(faults)) {
            assertThat(failure(gateway)).endsWith("The last: Page 1 of 3 says that it is the last.");
            assertThat(activity(gateway)).hasSize(3);
        }
    }

    @Test
    void absurdlyManyPagesAreNotBegun() throws IOException {
        Faults faults = Faults.always(PagedDayTests::isPageOfTheDay, new Fault.OtherPaging(100_001, true));
        try (StandInGateway gateway = start(faults)) {
            assertThat(failure(gateway)).contains("The answer has 100001 pages; no more than 100000 are read.");
            assertThat(activity(gateway)).hasSize(3);
        }
    }

    private String failure(StandInGateway gateway) {
        RunResult result = run(gateway, GatewayScript.Role.ADMIN);
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(home.ledger()).containsExactly("2026-08-03 failed error");
        return String.valueOf(result.failedDays().get(Usage.DAY));
    }

    private RunResult run(StandInGateway gateway, GatewayScript.Role role) {
        return run(gateway, role, 4);
    }

    private RunResult run(StandInGateway gateway, GatewayScript.Role role, int pageSize) {
        String key = role == GatewayScript.Role.VIEWER ? VIEWER : gateway.apiKey();
        LiteLlmProperties properties = RunHome.properties(gateway.baseUri().toString(), key, pageSize, 1);
        return home.run(
                properties,
                RunRequest.of(RunCommand.BACKFILL, Usage.DAY, Usage.DAY, RunRequest.Selection.ALL)
                        .with(new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW)));
    }

    private static StandInGateway start(Faults faults) throws IOException {
        return start(ROWS, faults);
    }

    private static StandInGateway start(List<UsageRow> rows, Faults faults) throws IOException {
        return StandInGateway.start(script(rows, faults));
    }

    /** A version in which the pages of one day may lose a row against another. */
    private static StandInGateway startUnordered(List<UsageRow> rows, Faults faults) throws IOException {
        return StandInGateway.start(script(rows, faults).withVersion("1.93.0"));
    }

    private static GatewayScript script(List<UsageRow> rows, Faults faults) {
        return GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty())
                .withCaller(VIEWER, GatewayScript.Role.VIEWER, "viewer")
                .withFaults(faults);
    }

    private static List<ReceivedRequest> activity(StandInGateway gateway) {
        return gateway.requests().stream()
                .filter(request -> request.path().startsWith("/user/daily/activity"))
                .toList();
    }

    private static boolean isPageOfTheDay(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity")
                && request.parameter("model").isEmpty();
    }

    /** What the gateway says of the day on one page, which is what older versions answer when asked for the aggregate. */
    private static Fault unpaged(StandInGateway gateway) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(gateway.baseUri()
                        + "/user/daily/activity?start_date=%1$s&end_date=%1$s&page_size=1000".formatted(Usage.DAY))
                .toURL()
                .openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + gateway.apiKey());
        try (InputStream body = connection.getInputStream()) {
            return new Fault.OtherAnswer(
                    200, "application/json", Map.of(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static boolean isAggregated(ReceivedRequest request) {
        return request.path().endsWith("/aggregated");
    }

    private static boolean isSecondPage(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity")
                && request.parameter("model").isEmpty()
                && request.parameter("page").equals(Optional.of("2"))
                && request.parameter("page_size").equals(Optional.of("4"));
    }
}

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        home = new RunHome(folder);
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
    void anAdministratorsKeyProvesADayByOneAggregatedAnswer() throws IOException {
        try (StandInGateway gateway = start(Faults.none())) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(activity(gateway)).hasSize(4);
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

    @Test
    void anAggregatedEndpointThatFailsIsDoneWithout() throws IOException {
        Faults faults = Faults.always(request -> request.path().endsWith("/aggregated"), Fault.serverError());
        try (StandInGateway gateway = start(faults)) {
            assertThat(run(gateway, GatewayScript.Role.ADMIN).outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(home.ledger()).containsExactly(TRUTH);
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
    void moreThatIsAnnouncedForEverEndsWithTheLastPageThatWasCounted() throws IOException {
        Faults faults = Faults.always(PagedDayTests::isPageOfTheDay, new Fault.OtherPaging(3, true));
        try (StandInGateway gateway = start(faults)) {
            assertThat(failure(gateway)).endsWith("The last: Page 3 of 3 says that more follow.");
            assertThat(activity(gateway)).hasSize(3 * 3);
        }
    }

    @Test
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
        String key = role == GatewayScript.Role.VIEWER ? VIEWER : gateway.apiKey();
        LiteLlmProperties properties = RunHome.properties(gateway.baseUri().toString(), key, 4, 1);
        return home.run(
                properties,
                new RunRequest(
                        RunCommand.BACKFILL,
                        Usage.DAY,
                        Usage.DAY,
                        RunRequest.Selection.ALL,
                        LandingDraft.Acceptance.GROWING_TOTALS,
                        RunRequest.Address.CONFIRMED_NEW));
    }

    private static StandInGateway start(Faults faults) throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(ROWS), GatewayDirectory.empty())
                .withCaller(VIEWER, GatewayScript.Role.VIEWER, "viewer")
                .withFaults(faults));
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

    private static boolean isSecondPage(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity")
                && request.parameter("model").isEmpty()
                && request.parameter("page").equals(Optional.of("2"))
                && request.parameter("page_size").equals(Optional.of("4"));
    }
}

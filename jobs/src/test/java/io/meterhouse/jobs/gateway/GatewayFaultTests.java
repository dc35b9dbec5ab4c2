package io.meterhouse.jobs.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class GatewayFaultTests {

    private static final String PAGE = "/user/daily/activity?start_date=2026-09-17&end_date=2026-09-17&page_size=40";

    @Test
    void aFaultStrikesTheFirstMatchingRequestsOnly() throws Exception {
        try (StandInGateway gateway =
                gateway(Faults.first(2, GatewayFaultTests::asksForActivity, Fault.tooManyRequests(7)))) {
            GatewayClient client = new GatewayClient(gateway);
            List<Integer> statuses = new ArrayList<>();
            statuses.add(client.request("/team/list").statusCode());
            HttpResponse<String> refused = client.request(PAGE);
            statuses.add(refused.statusCode());
            statuses.add(client.request(PAGE).statusCode());
            statuses.add(client.request(PAGE).statusCode());

            assertThat(statuses).containsExactly(200, 429, 429, 200);
            assertThat(refused.headers().firstValue("Retry-After")).contains("7");
            assertThat(gateway.requests()).hasSize(4);
        }
    }

    @Test
    void faultsFollowEachOther() throws Exception {
        Faults faults = Faults.first(1, GatewayFaultTests::asksForActivity, Fault.serverError())
                .or(Faults.first(1, GatewayFaultTests::asksForActivity, Fault.unavailable()));
        try (StandInGateway gateway = gateway(faults)) {
            GatewayClient client = new GatewayClient(gateway);

            assertThat(client.request(PAGE).statusCode()).isEqualTo(500);
            assertThat(client.request(PAGE).statusCode()).isEqualTo(503);
            assertThat(client.request(PAGE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLoginPageComesWithStatus200() throws Exception {
        try (StandInGateway gateway = gateway(Faults.always(GatewayFaultTests::asksForActivity, Fault.html()))) {
            HttpResponse<String> answer = new GatewayClient(gateway).request(PAGE);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(answer.body()).startsWith("<!doctype html>");
        }
    }

    @Test
    void aCutBodyIsShorterThanDeclared() throws Exception {
        try (StandInGateway gateway = gateway(Faults.first(1, GatewayFaultTests::asksForActivity, Fault.cutBody()))) {
            GatewayClient client = new GatewayClient(gateway);

            assertThatThrownBy(() -> client.request(PAGE)).isInstanceOf(IOException.class);
            assertThat(client.request(PAGE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClosedConnectionGivesNoAnswer() throws Exception {
        try (StandInGateway gateway =
                gateway(Faults.always(GatewayFaultTests::asksForActivity, Fault.closedConnection()))) {
            GatewayClient client = new GatewayClient(gateway);

            assertThatThrownBy(() -> client.request(PAGE)).isInstanceOf(IOException.class);
            // The client may ask again by itself, so what was asked is certain and how often is not.
            assertThat(gateway.requests()).first().matches(GatewayFaultTests::asksForActivity);
        }
    }

    @Test
    void brokenJsonCannotBeReadAndJsonOfAnotherShapeCan() throws Exception {
        Faults faults = Faults.first(1, GatewayFaultTests::asksForActivity, Fault.invalidJson())
                .or(Faults.always(GatewayFaultTests::asksForActivity, Fault.wrongShape()));
        try (StandInGateway gateway = gateway(faults)) {
            GatewayClient client = new GatewayClient(gateway);

            assertThatThrownBy(() -> client.json(PAGE)).isInstanceOf(JacksonException.class);
            assertThat(client.json(PAGE).path("results").isObject()).isTrue();
        }
    }

    @Test
    void aDelayedAnswerIsTheRightOne() throws Exception {
        try (StandInGateway gateway =
                gateway(Faults.always(GatewayFaultTests::asksForActivity, Fault.delay(Duration.ofMillis(1))))) {
            assertThat(JsonTrees.differences(
                            new GatewayClient(gateway).json(PAGE),
                            KeptAnswers.answer("user-daily-activity/ps40/2026-09-17/page-001.json")))
                    .isEmpty();
        }
    }

    @Test
    void aRowIsLostOrRepeatedBetweenTwoPages() throws Exception {
        List<UsageRow> rows = KeptAnswers.rows().of(LocalDate.of(2026, 9, 17));
        long all = rows.stream().mapToLong(UsageRow::apiRequests).sum();
        // Pages follow the order of ids, so the rows around the border of 40 are known.
        List<Long> requestsById = rows.stream()
                .sorted(Comparator.comparing(UsageRow::id))
                .map(UsageRow::apiRequests)
                .toList();
        Predicate<ReceivedRequest> second =
                request -> request.parameter("page").orElse("1").equals("2");

        assertThat(requestsOnBothPages(Faults.none())).isEqualTo(all);
        assertThat(requestsOnBothPages(Faults.always(second, Fault.rowLost()))).isEqualTo(all - requestsById.get(40));
        assertThat(requestsOnBothPages(Faults.always(second, Fault.rowRepeated())))
                .isEqualTo(all + requestsById.get(39));
    }

    private static boolean asksForActivity(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity");
    }

    private static long requestsOnBothPages(Faults faults) throws Exception {
        try (StandInGateway gateway = gateway(faults)) {
            GatewayClient client = new GatewayClient(gateway);
            return client.json(PAGE + "&page=1")
                            .at("/metadata/total_api_requests")
                            .asLong()
                    + client.json(PAGE + "&page=2")
                            .at("/metadata/total_api_requests")
                            .asLong();
        }
    }

    private static StandInGateway gateway(Faults faults) throws IOException {
        return StandInGateway.start(
                GatewayScript.of(KeptAnswers.rows(), KeptAnswers.directory()).withFaults(faults));
    }
}

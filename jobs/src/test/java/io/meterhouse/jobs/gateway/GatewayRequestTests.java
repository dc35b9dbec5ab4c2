package io.meterhouse.jobs.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.gateway.GatewayScript.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GatewayRequestTests {

    private static final String DAY = "start_date=2026-09-17&end_date=2026-09-17";

    private StandInGateway gateway;
    private GatewayClient client;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = StandInGateway.start(GatewayScript.of(KeptAnswers.rows(), KeptAnswers.directory())
                .withCaller("sk-viewer", Role.VIEWER, "default_user_id")
                .withCaller("sk-maya", Role.USER, "maya@example.com")
                .withVersion("1.97.2")
                .withKeyLimit(3)
                .withPathPrefix("/litellm"));
        client = new GatewayClient(gateway);
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    @Test
    void tellsItsVersionToAnyone() throws Exception {
        HttpResponse<String> answer = client.requestWithoutKey("/health/readiness");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"status\":\"healthy\",\"db\":\"connected\",\"litellm_version\":\"1.97.2\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "page_size=1001, less_than_equal, page_size, 1001",
        "page_size=0, greater_than_equal, page_size, 0",
        "page=0, greater_than_equal, page, 0",
        "page=two, int_parsing, page, two"
    })
    void refusesPagesOutOfBounds(String parameter, String type, String name, String input) throws Exception {
        HttpResponse<String> answer = client.request("/user/daily/activity?" + DAY + "&" + parameter);

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = tree(answer).at("/detail/0");
        assertThat(problem.path("type").asString()).isEqualTo(type);
        assertThat(problem.at("/loc/1").asString()).isEqualTo(name);
        assertThat(problem.path("input").asString()).isEqualTo(input);
    }

    @Test
    void refusesARequestWithoutDates() throws Exception {
        HttpResponse<String> answer = client.request("/user/daily/activity?start_date=2026-09-17");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"detail\":{\"error\":\"Please provide start_date and end_date\"}}");
    }

    @Test
    void answersFiftyRowsAPageUnlessAskedForMore() throws Exception {
        JsonNode first = client.json("/user/daily/activity?" + DAY);

        assertThat(first.at("/metadata/total_pages").asInt()).isEqualTo(2);
        assertThat(first.at("/metadata/has_more").asBoolean()).isTrue();
    }

    @Test
    void answersAPagePastTheEndWithoutResults() throws Exception {
        JsonNode past = client.json("/user/daily/activity?" + DAY + "&page=9");

        assertThat(past.path("results")).isEmpty();
        assertThat(past.at("/metadata/total_api_requests").asInt()).isZero();
        assertThat(past.at("/metadata/total_pages").asInt()).isEqualTo(2);
    }

    @Test
    void pagesALongRangeNewestDayFirst() throws Exception {
        String range = "/user/daily/activity?start_date=2026-08-01&end_date=2026-09-30&page_size=50&page=";
        List<String> dates = new ArrayList<>();
        long requests = 0;
        for (int page = 1; page <= 4; page++) {
            JsonNode answer = client.json(range + page);
            answer.path("results").forEach(day -> dates.add(day.path("date").asString()));
            requests += answer.at("/metadata/total_api_requests").asLong();
            assertThat(answer.at("/metadata/has_more").asBoolean()).isEqualTo(page < 4);
        }

        assertThat(dates)
                .containsExactly(
                        "2026-09-20",
                        "2026-09-19",
                        "2026-09-17",
                        "2026-09-17",
                        "2026-09-17",
                        "2026-08-03",
                        "2026-08-03");
        assertThat(requests).isEqualTo(2_354);
    }

    @Test
    void refusesAMissingKey() throws Exception {
        HttpResponse<String> answer = client.requestWithoutKey("/user/daily/activity?" + DAY);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(tree(answer).at("/error/type").asString()).isEqualTo("auth_error");
        assertThat(tree(answer).at("/error/code").isString()).isTrue();
    }

    @Test
    void refusesAnUnknownKeyAndQuotesItsHash() throws Exception {
        HttpResponse<String> answer = client.request("/user/list", "sk-unknown");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(tree(answer).at("/error/type").asString()).isEqualTo("token_not_found_in_db");
        assertThat(tree(answer).at("/error/message").asString()).contains(DemoNames.hash("sk-unknown"));
    }

    @Test
    void showsAUserOnlyTheOwnRowsAndNoDirectory() throws Exception {
        HttpResponse<String> rows = client.request("/user/daily/activity?" + DAY, "sk-maya");

        assertThat(rows.statusCode()).isEqualTo(200);
        assertThat(tree(rows).at("/results/0/breakdown/entities").propertyNames())
                .containsExactly("maya@example.com");
        assertThat(client.request("/user/list?page_size=1", "sk-maya").statusCode())
                .isEqualTo(401);
        assertThat(client.request("/team/list", "sk-maya").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsWhoOwnsAKeyButHasNoRowOfTheAdministrators() throws Exception {
        assertThat(tree(client.request("/key/info", "sk-maya"))
                        .at("/info/user_id")
                        .asString())
                .isEqualTo("maya@example.com");
        assertThat(client.request("/key/info").statusCode()).isEqualTo(404);
        assertThat(client.request("/key/info", "sk-unknown").statusCode()).isEqualTo(401);
    }

    @Test
    void takesASingleUserIdForAPartOfOneAndSeveralForThemselves() throws Exception {
        assertThat(client.json("/user/list?user_ids=MAYA%40example")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.json("/user/list?user_ids=MAYA%40example,x")
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void closesTheAggregatedAnswerToAViewerOnly() throws Exception {
        String aggregated = "/user/daily/activity/aggregated?" + DAY;

        assertThat(client.request(aggregated, "sk-viewer").statusCode()).isEqualTo(403);
        assertThat(client.request(aggregated).statusCode()).isEqualTo(200);
        assertThat(client.request("/user/list", "sk-viewer").statusCode()).isEqualTo(200);
    }

    @Test
    void listsOnlyTheKeysThatSpentMostButCountsAll() throws Exception {
        JsonNode aggregated = client.json("/user/daily/activity/aggregated?" + DAY);
        JsonNode whole = client.json("/user/daily/activity?" + DAY + "&page_size=1000");
        JsonNode keys = aggregated.at("/results/0/breakdown/api_keys");

        assertThat(keys.size()).isEqualTo(3);
        assertThat(keys.has("")).isFalse();
        assertThat(aggregated.at("/results/0/breakdown/entities")).isEmpty();
        assertThat(aggregated.at("/metadata/api_key_limit").asInt()).isEqualTo(3);
        assertThat(aggregated.at("/metadata/total_api_keys").asInt())
                .isEqualTo(whole.at("/results/0/breakdown/api_keys").size() - 1);
        assertThat(JsonTrees.differences(aggregated.at("/results/0/metrics"), whole.at("/results/0/metrics")))
                .isEmpty();
    }

    @Test
    void listsUsersKeysTeamsAndModelsAsTheRealGatewayDid() throws Exception {
        assertThat(JsonTrees.differences(
                        client.json("/key/list?return_full_object=true&page=1&size=100"),
                        KeptAnswers.answer("dimensions/key-list-full/page-001.json")))
                .isEmpty();
        assertThat(JsonTrees.differences(
                        client.json("/user/list?page=2&page_size=25"),
                        KeptAnswers.answer("dimensions/user-list/page-002.json")))
                .isEmpty();
        assertThat(JsonTrees.differences(client.json("/team/list"), KeptAnswers.answer("dimensions/team-list.json")))
                .isEmpty();
        assertThat(JsonTrees.differences(client.json("/model/info"), KeptAnswers.answer("dimensions/model-info.json")))
                .isEmpty();
    }

    @Test
    void listsHashesUnlessFullObjectsAreAskedFor() throws Exception {
        JsonNode answer = client.json("/key/list?size=2&page=29");

        assertThat(answer.path("keys").size()).isEqualTo(2);
        assertThat(answer.at("/keys/0").isString()).isTrue();
        assertThat(answer.path("total_pages").asInt()).isEqualTo(29);
        assertThat(client.request("/key/list?size=101").statusCode()).isEqualTo(422);
        assertThat(client.request("/key/list?status=expired").statusCode()).isEqualTo(400);
    }

    @Test
    void listsDeletedKeysApartAndSaysTheyAreGone() throws Exception {
        DemoUsage usage = DemoUsage.endingOn(LocalDate.of(2026, 11, 21));
        try (StandInGateway demo = StandInGateway.start(GatewayScript.of(usage, usage.directory()))) {
            GatewayClient demoClient = new GatewayClient(demo);
            JsonNode deleted = demoClient.json("/key/list?status=deleted&return_full_object=true");
            JsonNode day =
                    demoClient.json("/user/daily/activity?start_date=2026-09-18&end_date=2026-09-18&page_size=1000");
            String token = DemoNames.hash("sk-demo-second 0");

            assertThat(deleted.path("total_count").asInt()).isEqualTo(4);
            assertThat(deleted.path("keys").findValuesAsString("deleted_at"))
                    .containsExactlyInAnyOrder(
                            "2026-09-19T07:45:00.000000Z",
                            "2026-10-04T07:45:00.000000Z",
                            "2026-10-19T07:45:00.000000Z",
                            "2026-11-03T07:45:00.000000Z");
            JsonNode metadata = day.at("/results/0/breakdown/api_keys/" + token + "/metadata");
            assertThat(metadata.path("key_exists").asBoolean(true)).isFalse();
            assertThat(metadata.path("key_alias").asString()).isEqualTo("zoe-lindstrom-ci");
        }
    }

    @Test
    void answersNothingOutsideThePathPrefix() throws Exception {
        assertThat(gateway.baseUri().getPath()).isEqualTo("/litellm");
        assertThat(client.request("/nowhere").statusCode()).isEqualTo(404);
        assertThat(client.requestOutsidePrefix("/health/readiness").statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesAPathPrefixThatEndsWithASlash() {
        GatewayScript script = GatewayScript.of(day -> List.of(), GatewayDirectory.empty());

        assertThatThrownBy(() -> script.withPathPrefix("/litellm/"))
                .hasMessage("The path prefix must start with / and not end with it: '/litellm/'");
    }

    @Test
    void remembersWhatItWasAsked() throws Exception {
        client.request("/team/list");
        client.request("/user/daily/activity?" + DAY + "&model=openai%2Fgpt-4o");

        assertThat(gateway.requests())
                .containsExactly(
                        new ReceivedRequest("GET", "/team/list", ""),
                        new ReceivedRequest("GET", "/user/daily/activity", DAY + "&model=openai%2Fgpt-4o"));
        assertThat(gateway.requests().get(1).parameter("model")).contains("openai/gpt-4o");
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}

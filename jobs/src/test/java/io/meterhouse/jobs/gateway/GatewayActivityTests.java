package io.meterhouse.jobs.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GatewayActivityTests {

    private StandInGateway gateway;
    private GatewayClient client;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = StandInGateway.start(GatewayScript.of(KeptAnswers.rows(), KeptAnswers.directory()));
        client = new GatewayClient(gateway);
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-08-03", "2026-09-17", "2026-09-19", "2026-09-20"})
    void answersADayOnOnePageAsTheRealGatewayDid(String day) throws Exception {
        JsonNode expected = KeptAnswers.answer("user-daily-activity/ps1000/" + day + "/page-001.json");

        assertThat(JsonTrees.differences(client.json(pageOf(day, 1, 1000)), expected))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-17/page-001", "2026-09-17/page-002", "2026-09-19/page-001", "2026-09-20/page-001"})
    void splitsADayOverPagesAsTheRealGatewayDid(String dayAndPage) throws Exception {
        JsonNode expected = KeptAnswers.answer("user-daily-activity/ps40/" + dayAndPage + ".json");
        int page = expected.path("metadata").path("page").asInt();

        assertThat(JsonTrees.differences(client.json(pageOf(dayAndPage.substring(0, 10), page, 40)), expected))
                .isEmpty();
    }

    @Test
    void answersEveryModelFilterAsTheRealGatewayDid() throws Exception {
        Map<String, List<String>> differences = new TreeMap<>();
        List<String> unnamed = new ArrayList<>();
        int compared = 0;
        for (Path file : modelFilterFiles()) {
            JsonNode expected = KeptAnswers.answer(file);
            if (expected.path("results").isEmpty()) {
                unnamed.add(file.getFileName().toString());
                continue;
            }
            String model = expected.at("/results/0/breakdown/models")
                    .propertyNames()
                    .iterator()
                    .next();
            JsonNode actual = client.json(pageOf("2026-08-03", 1, 1000) + "&model=" + encoded(model));
            List<String> found = JsonTrees.differences(actual, expected);
            if (!found.isEmpty()) {
                differences.put(model, found);
            }
            compared++;
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isEqualTo(23);
        assertThat(unnamed)
                .containsExactly(
                        "gpt-4o-mini-eu.page-001.json",
                        "llama-3.3-70b-onprem.page-001.json",
                        "mistral-large.page-001.json",
                        "titan-embed.page-001.json",
                        "unknown-model.page-001.json");
    }

    @Test
    void answersAModelWithoutRowsAsTheRealGatewayDid() throws Exception {
        JsonNode expected =
                KeptAnswers.answer("user-daily-activity/model-filter-2026-08-03/unknown-model.page-001.json");

        assertThat(client.json(pageOf("2026-08-03", 1, 1000) + "&model=unknown-model"))
                .isEqualTo(expected);
    }

    @Test
    void writesTheSameBytesAsTheRealGateway() throws Exception {
        String expected =
                Files.readString(KeptAnswers.FOLDER.resolve("user-daily-activity/ps1000/2026-09-19/page-001.json"));

        assertThat(client.request(pageOf("2026-09-19", 1, 1000)).body()).isEqualTo(expected.strip());
    }

    private static String pageOf(String day, int page, int pageSize) {
        return "/user/daily/activity?start_date=%s&end_date=%s&page=%d&page_size=%d"
                .formatted(day, day, page, pageSize);
    }

    private static List<Path> modelFilterFiles() throws IOException {
        try (Stream<Path> files =
                Files.list(KeptAnswers.FOLDER.resolve("user-daily-activity/model-filter-2026-08-03"))) {
            return files.sorted().toList();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
